/** Benign vocabulary: what happens where in an application. Rows of keys, and values that the keys share out among them. */

/** @typedef {import('./benign-values.js').Row} Row */

/** @type {Row[]} */
export const interfaceWords = [
  [
    'action click_action user_action',
    `click open close submit cancel confirm dismiss expand collapse hover drag drop copy paste cut undo redo save discard rename
     duplicate archive restore delete edit create view share export import download upload print refresh reload retry skip pin
     unpin star unstar follow mute unmute enable disable start stop pause resume select deselect toggle resize reorder zoom_in
     zoom_out scroll swipe long_press double_click right_click drag_and_drop select_all bulk_edit bulk_delete quick_add`,
  ],
  [
    'status state job_status run_state',
    `idle loading loaded ready pending queued running succeeded failed cancelled canceled aborted timed_out skipped blocked
     active inactive enabled disabled draft published unpublished archived deleted expired scheduled in_progress in_review
     approved rejected resolved reopened open closed merged deployed rolled_back degraded offline online connected disconnected
     syncing synced stale partial unknown healthy unhealthy warming_up throttled waiting_for_input partially_failed`,
  ],
  [
    'placement ui_location panel surface_area',
    `header footer sidebar navbar toolbar modal drawer popover tooltip toast banner hero breadcrumb dropdown context_menu
     command_palette settings_page empty_state onboarding_modal top_bar left_nav right_panel bottom_sheet canvas inspector
     status_bar activity_feed notification_center search_bar card_footer table_row row_menu detail_view list_view home_page
     landing_page pricing_page checkout_page error_page splash_screen lock_screen overflow_menu floating_button inline`,
  ],
  [
    'element component widget control_type',
    `button link checkbox radio switch slider input textarea select combobox datepicker tab accordion carousel avatar badge chip
     icon image video table tree grid list card form field label menu menu_item dialog spinner skeleton progress_bar stepper
     pagination tag_input rich_text_editor code_editor color_picker file_picker split_button segmented_control`,
  ],
  [
    'view layout view_mode display_mode',
    `list grid table board kanban calendar timeline gantt gallery map split side_by_side fullscreen compact comfortable dense
     focus zen preview presentation masonry columns single_column two_column raw formatted diff unified tree_map`,
  ],
  [
    'theme color_scheme appearance',
    'light dark system auto high_contrast sepia solarized dimmed midnight',
  ],
  [
    'breakpoint screen_class viewport_size size',
    'xs sm md lg xl xxl mobile tablet desktop wide ultrawide small medium large',
  ],
  [
    'orientation position alignment side',
    'portrait landscape left right top bottom center start end top-left bottom-right',
  ],
  [
    'sort sort_order sort_by ordering',
    `asc desc ascending descending newest oldest most_recent last_updated created_at updated_at -created_at price_asc price_desc
     relevance popularity alphabetical manual best_match trending most_viewed priority due_date file_size`,
  ],
  [
    'filter filter_type operator condition',
    `all none any equals not_equals contains not_contains starts_with ends_with greater_than less_than between in not_in is_empty
     is_set before after last_7_days last_30_days this_week this_month today yesterday year_to_date custom_range >= <= !=`,
  ],
  [
    'trigger triggered_by initiator input_method',
    `click keyboard shortcut hotkey mouse touch voice pen gamepad menu url_change page_load timer interval schedule webhook api
     cron manual automatic user system background push deep_link drag autosave visibility_change focus blur scroll_depth idle`,
  ],
  [
    'shortcut key_combo key_pressed',
    `Enter Escape Tab Space Backspace ArrowUp ArrowDown ArrowLeft ArrowRight PageUp PageDown Ctrl+K Cmd+K Ctrl+Shift+P Alt+Enter
     Meta+S Mod+B F1 F5 F11 Ctrl+Z Cmd+Shift+Z Delete Home End`,
  ],
  [
    'entry_point source opened_from referrer_type',
    `homepage dashboard search search_results email_link push_notification in_app_notification invite_link direct organic
     command_bar global_nav quick_actions help_center changelog release_notes product_tour tooltip_link template_gallery
     recent_items favorites shared_link qr_code browser_extension mobile_app desktop_app system_tray share_sheet`,
  ],
  [
    'step onboarding_step wizard_step current_step',
    `welcome intro profile_setup create_workspace invite_team choose_plan connect_data import_data select_template pick_goal
     verify_email set_password enable_notifications first_project take_tour payment summary review confirmation done finished
     step_1 step_2 step_3 skipped_step permissions_prompt install_extension`,
  ],
  [
    'feature feature_key module flag',
    `dark_mode bulk_import csv_export custom_fields saved_views smart_search ai_assistant auto_complete two_factor single_sign_on
     audit_log api_access webhooks version_history real_time_collaboration comments mentions reactions offline_mode templates
     automations workflows integrations reports dashboards time_tracking recurring_tasks subtasks dependencies milestones
     roadmap forms approvals guest_access public_links custom_domain white_label data_retention usage_alerts rate_limiting
     screen_share noise_cancellation spell_check translation voice_input image_generation code_review inline_suggestions`,
  ],
  [
    'featureKey toggle experimentKey capability',
    `darkMode bulkImport csvExport savedViews smartSearch autoSave liveCursors multiSelect dragHandles quickSwitcher
     nestedLists inlineComments pdfExport mathBlocks tableOfContents splitView wordCount focusMode stickyHeaders lazyLoading
     infiniteScroll virtualScroll keyboardNav screenReader reducedMotion newCheckout onePageCheckout expressPay guestCheckout`,
  ],
  [
    'feature_slug tool panel_slug',
    `dark-mode bulk-import saved-views audit-log api-keys-page usage-report team-settings billing-portal activity-log
     version-history shared-drive task-board gantt-chart time-sheet code-search pull-request-view merge-queue issue-board
     release-notes feature-flags error-tracking session-list query-builder sql-editor notebook-view data-catalog model-registry`,
  ],
  [
    'button cta label tab',
    `Save, Cancel, Continue, Next, Back, Done, Submit, Apply, Get Started, Sign Up, Log In, Learn More, Upgrade, Start Trial,
     Contact Sales, Try Again, Add Item, New Project, View All, Show More, Dark Mode, Quick Start, Overview, Activity, Settings,
     Members, Billing, Notifications, Security, Integrations, Reports, General, Advanced, Appearance, Usage`,
  ],
  [
    'chart chart_type visualization',
    `bar line area pie donut scatter bubble histogram heatmap treemap funnel sankey radar gauge sparkline boxplot waterfall
     stacked_bar grouped_bar candlestick choropleth word_cloud pivot_table single_value`,
  ],
  [
    'color accent highlight_color swatch',
    `red orange yellow green teal blue indigo purple pink gray black white cyan magenta lime amber violet slate navy
     #ff8800 #1a73e8 #00aa55 #333333 #f5f5f5`,
  ],
  [
    'gesture pointer_type interaction',
    'tap double_tap pinch rotate swipe_left swipe_right pull_to_refresh flick stylus trackpad',
  ],
  [
    'modal dialog prompt_kind popup',
    'confirm_delete unsaved_changes upgrade_required session_expired cookie_notice rate_app whats_new feedback_form nps_survey keyboard_shortcuts share_dialog invite_dialog import_wizard export_options',
  ],
  [
    'outcome result exit_reason close_method',
    'success failure error timeout cancelled dismissed completed abandoned converted ignored accepted declined partial_success no_results too_slow not_found permission_denied user_closed navigated_away',
  ],
  [
    'notification_type alert_kind severity',
    'info success warning error critical debug trace fatal notice digest reminder announcement maintenance incident',
  ],
  [
    'editor_mode tool_mode cursor',
    'edit read suggest comment draw erase text shape pan lasso crop measure pen highlighter eyedropper insert overwrite vim emacs',
  ],
  [
    'block_type node_type object_kind',
    'paragraph heading_1 heading_2 bulleted_list numbered_list todo quote callout divider code equation embed bookmark toggle_list synced_block table_block column_list',
  ],
  [
    'help_topic tour tooltip_key',
    'getting_started keyboard_shortcuts import_guide billing_faq api_reference troubleshooting sharing_basics formulas_101 automation_recipes mobile_setup',
  ],
];
