/** Benign vocabulary: plans, money, places as codes, roles, marketing, experiments. Rows as in benign-interface.js. */

/** @typedef {import('./benign-values.js').Row} Row */

/** @type {Row[]} */
export const businessWords = [
  [
    'plan plan_tier tier subscription_plan',
    'free hobby starter basic plus pro premium team business enterprise trial freemium growth scale unlimited student education nonprofit legacy_pro self_serve Free Pro Team Enterprise Business',
  ],
  [
    'billing_interval interval cadence',
    'monthly yearly annual quarterly weekly daily hourly biweekly one_time lifetime usage_based per_seat',
  ],
  [
    'payment_method payment_type tender',
    'card credit_card debit_card paypal apple_pay google_pay sepa_debit bank_transfer invoice wire ach klarna ideal gift_card crypto cash visa mastercard amex',
  ],
  [
    'subscription_status invoice_status',
    'trialing active past_due canceled unpaid incomplete paused paid void uncollectible refunded partially_refunded disputed chargeback grace_period',
  ],
  [
    'currency currency_code',
    'USD EUR GBP JPY CHF CAD AUD SEK NOK DKK PLN CZK INR BRL MXN CNY KRW ZAR TRY NZD SGD HKD usd eur',
  ],
  [
    'locale ui_locale',
    'en-US en-GB de-DE fr-FR es-ES es-MX pt-BR pt-PT it-IT nl-NL sv-SE da-DK nb-NO fi-FI pl-PL cs-CZ tr-TR ru-RU uk-UA ja-JP ko-KR zh-CN zh-TW ar-SA he-IL hi-IN th-TH vi-VN id-ID en_US zh-Hans',
  ],
  [
    'ui_language content_language',
    'en de fr es pt it nl sv da fi pl cs tr ru uk ja ko zh ar he hi th vi English German French Spanish Japanese',
  ],
  [
    'country country_code market',
    'US GB DE FR ES IT NL SE DK NO FI PL CZ AT CH BE PT IE CA MX BR AR IN JP KR CN AU NZ ZA NG KE EG TR IL AE SG',
  ],
  [
    'region sales_region world_region',
    'emea apac amer latam dach nordics benelux north_america europe asia oceania eu us row',
  ],
  [
    'access_level seat_type permission_level',
    'owner admin member viewer editor commenter guest billing_admin developer analyst manager contributor maintainer reporter moderator collaborator read_only full_access super_admin operator auditor',
  ],
  [
    'permission scope visibility',
    'read write admin manage none private public internal shared restricted org_wide link_only can_edit can_view can_comment read:user repo:status files:write inherit',
  ],
  [
    'channel utm_medium acquisition_channel',
    'organic paid social email referral direct display affiliate cpc ppc podcast video partner community event content retargeting word_of_mouth app_store outbound influencer',
  ],
  [
    'utm_source network ad_platform',
    'google facebook twitter linkedin reddit youtube tiktok instagram bing newsletter product_hunt hacker_news quora medium github_readme pinterest snapchat',
  ],
  [
    'campaign_type promo_kind offer',
    'black_friday spring_sale launch win_back referral_bonus free_trial_extension bundle seasonal cross_sell upsell onboarding_drip reactivation annual_discount',
  ],
  [
    'variant experiment_variant test_group arm',
    'control treatment variant_a variant_b variant_c test holdout baseline A B C control_group new_design old_design v2_layout green_button short_copy no_banner',
  ],
  [
    'experiment experiment_key test_key',
    'pricing_page_v2 onboarding_checklist checkout_redesign new_nav_2024 homepage_hero_test trial_length_14d paywall_copy search_ranking_v3 signup_one_step cta_color',
  ],
  [
    'company_size team_size employee_range',
    '1 2-10 11-50 51-200 201-500 501-1000 1001-5000 5000+ solo smb mid_market',
  ],
  [
    'count_bucket size_bucket usage_bucket range',
    '0 1-10 11-100 101-500 10k+ 1k-5k 100+ 50-99 under_10 over_1000 few many none_yet 1-2 3-5 6+ 0-25 25-50 75-100 1M+',
  ],
  [
    'latency_bucket duration_bucket time_range age_bucket',
    'under_1s 1s-5s 5s-30s over_30s lt_100ms 100-500ms 500ms-2s gt_10s <1m 1-5m 5-15m 15m+ 1h 24h 7d 30d 90d 1y 0-1d 2-7d 8-30d',
  ],
  ['price_bucket amount_range', '$0 $1-$10 $10-$50 $50-$100 $100+ under_20 20_to_100 low mid high'],
  [
    'industry vertical sector segment',
    'saas ecommerce fintech healthcare education media gaming retail logistics manufacturing government travel real_estate agency consulting telecom energy automotive hospitality legal',
  ],
  [
    'job_function department persona',
    'engineering product design marketing sales support operations finance hr it data_science research executive founder customer_success qa devops',
  ],
  [
    'use_case goal intent',
    'project_management crm knowledge_base bug_tracking personal_notes team_wiki content_calendar lead_tracking data_analysis prototyping website_building customer_support automation reporting learning evaluation migration',
  ],
  [
    'cancel_reason churn_reason feedback_type',
    'too_expensive missing_features switched_tool not_using bugs poor_support project_ended temporary other bug_report feature_request question praise complaint thumbs_up thumbs_down',
  ],
  [
    'rating satisfaction sentiment',
    'very_satisfied satisfied neutral dissatisfied very_dissatisfied positive negative mixed promoter passive detractor',
  ],
  [
    'priority urgency effort',
    'p0 p1 p2 p3 urgent high medium low none blocker critical major minor trivial must_have nice_to_have',
  ],
  [
    'issue_type ticket_type work_item',
    'bug task story epic feature improvement spike chore incident question documentation refactor hotfix',
  ],
  [
    'content_type_group document_type asset_type',
    'article blog_post video webinar template ebook case_study tutorial changelog_entry presentation spreadsheet whiteboard form invoice receipt contract report screenshot mockup',
  ],
  [
    'product_category category catalog',
    'electronics clothing books home_garden toys sports beauty groceries furniture software office_supplies pet_supplies jewelry automotive_parts music_instruments',
  ],
  [
    'shipping_method delivery fulfillment',
    'standard express overnight pickup same_day digital economy freight locker_pickup white_glove',
  ],
  [
    'cart_event checkout_step order_state',
    'add_to_cart remove_from_cart begin_checkout add_shipping_info add_payment_info purchase refund view_item wishlist_add coupon_applied out_of_stock back_in_stock',
  ],
  [
    'account_type customer_type workspace_type',
    'individual organization personal team_account agency_account reseller demo internal_test partner_account sandbox_org b2b b2c prosumer',
  ],
  [
    'weekday day_part period',
    'monday tuesday wednesday thursday friday saturday sunday weekday weekend morning afternoon evening night q1 q2 h1 Mon Fri',
  ],
  [
    'meeting_type call_kind media_kind',
    'one_on_one standup webinar_live screen_share_only audio_only video_call huddle recorded breakout instant',
  ],
  [
    'health_goal activity workout',
    'running cycling yoga strength swimming walking hiking rowing meditation stretching',
  ],
  [
    'lesson_type difficulty grade_band',
    'beginner intermediate advanced expert quiz flashcards exercise project_based k-5 6-8 9-12',
  ],
];
