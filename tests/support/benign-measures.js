/** Benign vocabulary: numbers, shares, yes and no, units, short lists. Rows as in benign-interface.js. */

/** @typedef {import('./benign-values.js').Row} Row */

/** @type {Row[]} */
export const measureWords = [
  [
    'item_count result_count file_count total_items selected_count',
    [0, 1, 2, 3, 5, 7, 10, 12, 24, 48, 99, 100, 128, 250, 512, 1000, 1024, 2500, 10_000, 48_213],
  ],
  [
    'duration_ms load_time_ms response_time_ms elapsed_ms ttfb_ms',
    [4, 16, 33, 87, 120, 250, 431, 999, 1532, 3000, 4821, 15_000, 60_000, 183_204, 900_000],
  ],
  [
    'file_size_bytes total_bytes payload_size body_size',
    [512, 2048, 65_536, 104_857, 1_048_576, 5_242_880, 20_480],
  ],
  [
    'progress ratio completion_rate scroll_depth confidence score',
    [0.1, 0.25, 0.333, 0.5, 0.75, 0.84, 0.999, 1, 12.5, 33.3, 66.67, 98.6],
  ],
  [
    'percent percentage discount share_pct',
    ['0%', '25%', '50%', '75%', '99.9%', '100%', '12.5%', '10', '20', '5'],
  ],
  [
    'status_code http_status response_code',
    [
      200,
      201,
      204,
      301,
      302,
      304,
      400,
      401,
      403,
      404,
      409,
      413,
      422,
      429,
      500,
      502,
      503,
      504,
      '2xx',
      '4xx',
      '5xx',
      '200',
      '404',
      '503',
    ],
  ],
  [
    'page page_index depth rank step_index attempt retry_count',
    [0, 1, 2, 3, 4, 5, 6, 8, 11, 15, 20, 31],
  ],
  [
    'prompt_tokens completion_tokens total_tokens token_count max_tokens',
    [17, 256, 412, 1024, 2048, 4096, 8192, 16_384, 32_000, 128_000],
  ],
  [
    'temperature top_p zoom_level playback_rate volume',
    [0, 0.2, 0.7, 0.95, 1.25, 1.5, 2, -1, 80, 110],
  ],
  [
    'price amount revenue order_value tax',
    [0, 4.99, 9.99, 19, 29.5, 49, 99, 129.9, 249, 1200, 12.34],
  ],
  ['year copyright_year cohort_year', [2023, 2024, 2025, 2026]],
  [
    'is_trial has_attachments isMobile hasErrors first_time was_cached autosaved opted_in is_default dirty',
    [true, false, true, false, true, false, true, false, true, false],
  ],
  [
    'unit units size_unit time_unit',
    'px em rem ms s min h KB MB GB TB kg lb km mi celsius fahrenheit % dpi fps kbps items tokens credits seats °C',
  ],
  [
    'aspect_ratio resolution quality',
    '16:9 4:3 1:1 9:16 21:9 720p 1080p 4k 8k hd sd auto best_quality 60fps 300dpi',
  ],
  [
    'utc_offset date_format time_format week_start',
    'UTC GMT UTC+1 UTC-5 UTC+5:30 24h 12h YYYY-MM-DD MM/DD/YYYY DD.MM.YYYY HH:mm monday_first iso8601 relative',
  ],
  [
    'relative_time recency last_seen_bucket',
    'just_now minutes_ago hours_ago days_ago weeks_ago months_ago never within_24h within_week over_a_year',
  ],
  [
    'enabled_features selected_filters active_tabs chosen_formats steps_done',
    [
      ['dark_mode', 'beta'],
      ['csv', 'pdf'],
      ['open', 'closed'],
      ['overview', 'billing', 'usage'],
      ['invite_team', 'create_workspace'],
      [1, 2, 3],
      ['react', 'typescript'],
    ],
  ],
  [
    'dimensions grid_size table_shape',
    ['2x2', '3x3', '4x6', '12_columns', 'a4', 'letter', 'a3', 'square'],
  ],
  [
    'null_reason previous_value selected_option',
    [
      null,
      'none',
      'n/a',
      'not_set',
      'default',
      'other',
      'mixed',
      'multiple',
      'single',
      'all_pages',
    ],
  ],
];
