/** Benign vocabulary: machines, protocols, errors, tools and their makers. Rows as in benign-interface.js. */

/** @typedef {import('./benign-values.js').Row} Row */

/** @type {Row[]} */
export const technologyWords = [
  [
    'method http_method verb',
    'GET POST PUT PATCH DELETE HEAD OPTIONS get post subscribe publish query mutation subscription',
  ],
  [
    'error_class error_type exception_type',
    `TypeError RangeError ReferenceError SyntaxError URIError EvalError AggregateError AbortError TimeoutError NetworkError
     NotFoundError NotAllowedError SecurityError QuotaExceededError DataCloneError InvalidStateError ChunkLoadError
     ValidationError AuthenticationError RateLimitError ConnectionError ValueError KeyError IndexError AttributeError
     RuntimeError NullPointerException IllegalArgumentException OutOfMemoryError StackOverflowError IOException
     FileNotFoundException ConcurrentModificationException HTTPError JSONDecodeError UnicodeDecodeError ZeroDivisionError
     ModuleNotFoundError PermissionError OptimisticLockException DeadlockDetected ZodError AxiosError FetchError`,
  ],
  [
    'error_code code failure_code',
    `ECONNREFUSED ECONNRESET ETIMEDOUT ENOENT EACCES EADDRINUSE EPIPE ENOTFOUND EMFILE ENOSPC EPERM E_NOT_FOUND E_TIMEOUT
     ERR_NETWORK ERR_BAD_REQUEST ERR_CANCELED ERR_MODULE_NOT_FOUND ERR_INVALID_ARG_TYPE net::ERR_TIMED_OUT
     net::ERR_CONNECTION_RESET net::ERR_NAME_NOT_RESOLVED net::ERR_INTERNET_DISCONNECTED NS_ERROR_FAILURE rate_limited
     invalid_request invalid_grant access_denied not_authorized validation_failed payload_too_large unsupported_media_type
     quota_exceeded internal_error service_unavailable bad_gateway conflict precondition_failed DEADLINE_EXCEEDED
     PERMISSION_DENIED RESOURCE_EXHAUSTED UNAUTHENTICATED FAILED_PRECONDITION UNAVAILABLE CANCELLED card_declined
     insufficient_funds expired_card context_length_exceeded content_filter model_not_found overloaded_error tool_use_failed
     out_of_memory disk_full parse_error schema_mismatch duplicate_entry lock_timeout max_retries_exceeded`,
  ],
  [
    'browser browser_family client',
    'Chrome Firefox Safari Edge Opera Brave Vivaldi Arc Samsung-Internet chrome firefox safari edge webkit chromium WebView Chrome-Mobile DuckDuckGo',
  ],
  [
    'os os_family platform',
    'Windows macOS Linux Android iOS iPadOS ChromeOS Ubuntu Debian Fedora windows darwin linux android win32 Windows-11 macOS-14 Android-14 visionOS tvOS FreeBSD alpine',
  ],
  [
    'device device_class form_factor device_type',
    'phone tablet desktop laptop tv watch console bot headset kiosk e_reader foldable touch_laptop smart_display iPhone iPad Pixel Macintosh',
  ],
  [
    'arch architecture cpu',
    'x64 arm64 x86 arm64-v8a aarch64 armv7 wasm32 riscv64 x86_64 universal',
  ],
  [
    'language programming_language lang file_language',
    `javascript typescript python rust go java kotlin swift ruby php csharp cpp c scala elixir haskell perl lua dart r julia sql
     html css scss markdown json yaml toml xml bash powershell dockerfile graphql protobuf terraform solidity zig objective-c
     plaintext vue svelte astro`,
  ],
  [
    'framework library tech_stack',
    'react vue angular svelte solid next nuxt remix gatsby astro express fastify nest django flask fastapi rails laravel spring dotnet flutter react-native electron tauri ionic qwik htmx tailwind bootstrap jquery three.js d3',
  ],
  [
    'runtime engine environment_kind',
    'node deno bun browser worker service_worker edge lambda container electron wasm jvm cpython v8 spidermonkey javascriptcore hermes cloudflare-workers',
  ],
  [
    'environment env stage deploy_target',
    'production staging development test preview local ci sandbox canary qa beta alpha nightly stable dev prod',
  ],
  [
    'provider ai_provider vendor',
    `openai anthropic google mistral cohere meta deepseek xai groq together fireworks perplexity bedrock vertex azure ollama
     openrouter huggingface replicate stability elevenlabs assemblyai deepgram nvidia databricks`,
  ],
  [
    'model model_family llm',
    `gpt-4o gpt-4o-mini gpt-4.1 o3-mini claude-3-5-sonnet claude-3-opus claude-haiku gemini-1.5-pro gemini-2.0-flash
     llama-3.1-70b llama-3-8b mistral-large mixtral-8x7b command-r deepseek-chat deepseek-r1 qwen2.5-72b phi-3 grok-2
     text-embedding-3-small whisper-1 dall-e-3 stable-diffusion-xl titan-text jamba-1.5 gemma-2-9b`,
  ],
  [
    'integration integration_type connector app',
    `slack github gitlab bitbucket jira linear asana trello notion confluence figma zapier hubspot salesforce stripe shopify
     google_drive google_calendar google_sheets dropbox onedrive outlook gmail teams zoom discord intercom zendesk mailchimp
     sendgrid twilio segment amplitude mixpanel datadog sentry pagerduty okta snowflake bigquery redshift postgres mysql
     airtable monday clickup miro webflow wordpress quickbooks xero docusign calendly typeform`,
  ],
  [
    'database engine_type data_source',
    'postgresql mysql sqlite mongodb redis elasticsearch clickhouse duckdb cassandra dynamodb firestore mariadb oracle sqlserver neo4j kafka rabbitmq s3 parquet csv_file',
  ],
  [
    'cloud region hosting',
    'aws gcp azure us-east-1 us-west-2 eu-west-1 eu-central-1 ap-southeast-1 europe-west4 us-central1 on_premise vercel netlify render heroku fly cloudflare digitalocean hetzner self_hosted',
  ],
  [
    'protocol transport scheme',
    'http https ws wss grpc graphql rest sse mqtt smtp imap webrtc websocket http2 h3 quic tcp udp tls1.3 ssh sftp',
  ],
  [
    'connection network_type effective_type',
    'wifi cellular ethernet slow-2g 2g 3g 4g 5g offline unmetered bluetooth',
  ],
  [
    'mime_type content_type media_type',
    `application/json application/pdf text/html text/plain text/csv text/markdown image/png image/jpeg image/svg+xml image/webp
     video/mp4 audio/mpeg application/zip application/xml multipart/form-data application/octet-stream font/woff2
     text/event-stream`,
  ],
  [
    'extension file_ext file_format format',
    'pdf docx xlsx pptx csv json yaml xml txt md png jpg svg webp gif mp4 mov mp3 wav zip tar.gz ipynb parquet html psd ai fig sketch epub log .ts .tsx .py .rs .go jsonl avro ics vcf',
  ],
  [
    'version app_version sdk_version release',
    `1.0.0 1.2.3 2.14.0 v20.11.0 v3.1 0.9.4 4.0.0-beta.2 2024.1 23.10 17.4.1 5.0.0-rc.1 1.95.3 3.12.4 0.0.1 v1 v2 v10.3.5 6.1.0-next.4
     11.0 1.21.5 18.2.0 2.0 8.4.1 v0.3.0-alpha`,
  ],
  ['browser_version chromium_version', '128.0.6613.84 17.5 129 131.0 126.0.6478.127 16.6.1 115'],
  ['log_level level verbosity', 'debug info warn error fatal trace silent verbose quiet notice'],
  [
    'command subcommand cli_command',
    'init build dev start test lint deploy login logout publish install add remove upgrade migrate seed serve run watch generate doctor completion whoami config-set db-push',
  ],
  [
    'package_manager build_tool bundler',
    'npm yarn pnpm pip poetry cargo maven gradle homebrew apt webpack vite esbuild rollup turbopack parcel rspack bazel make cmake nix',
  ],
  [
    'auth_method login_method auth_provider mfa_type',
    'password google github apple microsoft saml oidc oauth2 magic_link passkey totp sms_code email_code webauthn sso api_key anonymous ldap recovery',
  ],
  [
    'cache_status cache_result consistency',
    'hit miss stale bypass expired revalidated dynamic warm cold eventual strong',
  ],
  [
    'compression codec encoding',
    'gzip br zstd deflate none utf-8 utf-16le latin1 h264 h265 vp9 av1 opus aac flac base64 ascii',
  ],
  ['api_version schema_version', 'v1 v2 v3beta1 2024-06 2.1 legacy latest unstable'],
  [
    'tool_call agent_tool mcp_tool',
    'read_file write_file web_search run_tests bash edit_file list_dir grep fetch_url create_issue open_browser query_db send_reply take_screenshot apply_patch',
  ],
  [
    'finish_reason stop_reason',
    'stop length tool_calls content_filter end_turn max_tokens stop_sequence refusal',
  ],
  [
    'phase lifecycle ci_stage pipeline_step',
    'checkout install compile unit_tests integration_tests e2e package upload_artifacts release rollback teardown bootstrap hydrate mount unmount render commit first_paint interactive',
  ],
  [
    'metric web_vital rating',
    'LCP FID CLS INP TTFB FCP good needs-improvement poor p50 p75 p95 p99 apdex',
  ],
];
