#include "canaries.h"

#define FAMILY(name, patterns)                                                                     \
    { name, patterns "\0", false, false, NULL }
#define SECRET(name, patterns)                                                                     \
    { name, patterns "\0", true, false, NULL }
#define NUMBER(name, patterns)                                                                     \
    { name, patterns "\0", false, true, NULL }
#define NUMBER_AT(name, patterns, at)                                                              \
    { name, patterns "\0", false, true, at "\0" }

/* clang-format off */
const canary_family canary_families[] = {
    /* Ids that machines make. */
    FAMILY("UUID v1", "<{h8}-{h4}-1{h3}-{[89ab]}{h3}-{h12}>"),
    FAMILY("UUID v3 or v5", "<{h8}-{h4}-{[35]}{h3}-{[89ab]}{h3}-{h12}>"),
    FAMILY("UUID v4", "<{h8}-{h4}-4{h3}-{[89ab]}{h3}-{h12}>"),
    FAMILY("UUID v6 to v8", "<{h8}-{h4}-{[678]}{h3}-{[89ab]}{h3}-{h12}>"),
    FAMILY("UUID in capitals", "<{H8}-{H4}-4{H3}-{[89AB]}{H3}-{H12}>"),
    FAMILY("UUID without hyphens", "<{h12}{[1-8]}{h3}{[89ab]}{h15}>"),
    FAMILY("UUID in braces or as URN", "\\{<{h8}-{h4}-4{h3}-{[89ab]}{h3}-{h12}>}\0"
                                       "urn:uuid:<{h8}-{h4}-7{h3}-{[89ab]}{h3}-{h12}>"),
    FAMILY("ULID", "<01{c24}>\0<01{C24}>"),
    FAMILY("KSUID", "<{[012]}{n26}>"),
    FAMILY("XID", "<c{v19}>"),
    FAMILY("cuid", "<c{u24}>"),
    FAMILY("cuid2", "<{a1}{u23}>"),
    FAMILY("nanoid", "<{w21}>"),
    FAMILY("ObjectId", "<{[56]}{h23}>"),
    FAMILY("TypeID", "user_<0{C25}>\0org_<0{C25}>\0order_line_<0{C25}>"),
    FAMILY("id with a prefix", "cus_<{n14}>\0pi_<3{n23}>\0acct_<1{n15}>\0U<0{U9}>\0gid://shop/Order/<{d13}>\0T-<{U8}>"),
    FAMILY("Firebase uid", "<{n28}>"),
    FAMILY("id of a video", "<{w11}>"),
    FAMILY("snowflake", "<{z1}{d16-18}>"),
    NUMBER("snowflake as a number", "<{z1}{d16-18}>"),
    FAMILY("digits", "<{z1}{d6-11}>"),
    NUMBER("digits as a number", "<{z1}{d9-12}>"),
    FAMILY("document number", "INV-2024-<{d6}>\0ORD-<{d8}>\0#<{d7}>\0CASE-<{d7}>\0RMA<{d8}>"),
    FAMILY("MD5", "<{h32}>\0<{H32}>"),
    FAMILY("SHA-1", "<{h40}>\0sha1:<{h40}>"),
    FAMILY("SHA-256 or longer", "<{h64}>\0sha256:<{h64}>\0sha384-<{k64}>\0<{h128}>"),
    FAMILY("commit", "<{h7-12}>"),
    FAMILY("short id of base62", "<{n6-10}>"),
    FAMILY("short id of base36", "<{u6-8}>\0<{U6-8}>"),
    FAMILY("base36 id", "<{u9-13}>"),
    FAMILY("base32 id", "<{c10-16}>\0<{C10-16}>\0<{t16-32}>\0<{T16-32}>"),
    FAMILY("base58 id", "<{b22-44}>"),
    FAMILY("slug with an id", "quarterly-report-<{u8}>\0web-<{h7}>\0feature_<{d6}>_draft\0untitled-<{w8}>"),
    FAMILY("address on a chain", "0x<{h40}>\0bc1q<{C38}>\0<1{b33}>"),
    FAMILY("trace parent", "00-<{h32}>-<{h16}>-01"),
    FAMILY("ARN", "arn:aws:iam::<{d12}>:user/<{first}>.<{last}>\0arn:aws:s3:::<{word}>-backup-<{d12}>"),
    FAMILY("IMEI", "<{imei}>"),

    /* What opens something. */
    SECRET("Stripe key", "sk_live_<{n24}>\0rk_live_<{n24}>\0sk_test_<{n24}>\0whsec_<{n32}>"),
    SECRET("GitHub token", "ghp_<{n36}>\0gho_<{n36}>\0ghs_<{n36}>\0github_pat_<{n22}_{n59}>"),
    SECRET("AWS key", "AKIA<{T16}>\0ASIA<{T16}>\0aws_secret_access_key=<{k40}>"),
    SECRET("Slack token", "xoxb-<{d12}-{d12}-{n24}>\0xoxp-<{d12}-{d12}-{h32}>\0xapp-1-<A{U10}-{d13}-{h64}>"),
    SECRET("key of a model provider", "sk-<{n48}>\0sk-proj-<{w48}>\0sk-ant-api03-<{w93}>AA\0hf_<{n34}>"),
    SECRET("Google key", "AIza<{w35}>\0ya29.<{w60}>\0GOCSPX-<{w28}>"),
    SECRET("token of another service", "glpat-<{w20}>\0npm_<{n36}>\0SG.<{w22}.{w43}>\0shpat_<{h32}>\0dop_v1_<{h64}>\0phx_<{n43}>\0"
                                       "pypi-AgEIcHlwaS5vcmc<{w60}>\0sq0atp-<{w22}>\0<{d10}:AA{w33}>"),
    SECRET("JWT", "<eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI{w40}.{w43}>\0<eyJraWQiOiI{w16}.eyJpc3MiOi{w60}.{w86}>"),
    SECRET("private key block", "-----BEGIN RSA PRIVATE KEY-----\n<{k64}\n{k64}\n{k44}>\n-----END RSA PRIVATE KEY-----\0"
                                "-----BEGIN OPENSSH PRIVATE KEY-----\n<b3BlbnNzaC1r{k58}\n{k70}>\n-----END OPENSSH PRIVATE KEY-----"),
    SECRET("password in an assignment", "password=<{A1}{a6}{d3}>!\0pwd: <{n14}>\0\"secret\":\"<{w24}>\"\0api_key=<{n32}>\0--password <{A1}{a7}{d2}>\0"
                                        "client_secret: <{w40}>\0PGPASSWORD=<{n16}> psql\0passwd='<{a5}{d4}>'\0access_token=<{n40}>"),
    SECRET("authorization header", "Authorization: Bearer <{w43}>\0Authorization: Basic <{k24}>==\0Bearer <{n40}>"),
    SECRET("URL with a password", "postgres://app:<{n16}>@db.internal:5432/main\0https://deploy:<{n14}>@git.example.com/x.git\0"
                                  "redis://:<{n20}>@cache:6379/0\0mongodb+srv://root:<{n12}>@cluster0.example.net/test"),

    /* People. */
    FAMILY("first and last name", "<{First}> <{Last}>"),
    FAMILY("last name, first name", "<{Last}>, <{First}>\0<{LAST}> <{First}>\0Dr. <{First}> <{Last}>"),
    FAMILY("first.last", "<{first}>.<{last}>\0<{first}>_<{last}>\0<{first}>-<{last}>"),
    FAMILY("firstlast42", "<{first}><{last}>{d2}\0<{first}><{last}>\0{a1}<{last}>{d2}\0<{First}><{Last}>"),
    FAMILY("name beyond ASCII", "<{foreign}>"),
    FAMILY("handle", "@<{first}>{d4}\0@<{first}>_<{last}>\0u/<{word}{d4}>"),
    FAMILY("e-mail", "<{first}>.<{last}>@<{word}>.com\0<{first}>@<{word}>.co.uk\0{a1}.<{last}>@mail.<{word}>.org"),
    FAMILY("unusual e-mail", "<{first}>+<{word}>@<{word}>.io\0\"<{First}> <{Last}>\" \\<<{last}>@<{word}>.net\\>\0mailto:<{last}>{d3}@<{word}>.dev\0"
                             "<{first}> at <{word}> dot com\0<{last}>@[192.168.<{octet}.{octet}>]"),
    FAMILY("international phone", "+49 <151 {d8}>\0+1-<{d3}-555-{d4}>\0+<447700{d6}>\0" "0091 <{d5} {d5}>\0tel:+33<6{d8}>"),
    FAMILY("national phone", "<{z1}{d2}-555-{d4}>\0(<0{z1}0) {d8}>\0<0{d3}/{d7}>\0(<{z1}{d2}) 555-{d4}>\0<06 {d2} {d2} {d2} {d2}>"),
    NUMBER("phone as a number", "<49151{d8}>\0<1{d3}555{d4}>"),
    FAMILY("date of birth", "<{year}-{month}-{day}>\0<{day}.{month}.{year}>\0<{month}/{day}/{year}>\0<{year}{month}{day}>"),
    FAMILY("date of birth in words", "<{day} {Monthname} {year}>\0<{Monthname} {day}, {year}>\0born <{year}-{month}-{day}>T00:00:00Z"),
    FAMILY("national id", "<{d3}-{d2}-{d4}>\0QQ<{d6}>C\0<{z1}{d10}>\0<{d3}.{d3}.{d3}-{d2}>\0<{year}{month}{day}-{d4}>"),
    FAMILY("passport or tax number", "C<{U8}>\0DE<{d9}>\0<{d2}/{d3}/{d5}>\0<{A2}{d7}>"),
    FAMILY("card", "<{card}>\0<{spacedcard}>"),
    NUMBER("card as a number", "<{card}>"),
    FAMILY("IBAN", "<{iban}>\0<{spacediban}>"),
    FAMILY("licence plate", "<{A1}-{A2} {d4}>\0<{d1}{A3}{d3}>\0<{A2}{d2} {A3}>\0<{A2}-{d3}-{A2}>"),
    FAMILY("postal address", "{d3} <{Last}> Road, {City} <{d5}>\0<{Last}>straße {d2}, <{d5}> {City}\0Flat 3, <{d2} {Word} Lane>, {City}"),
    FAMILY("coordinates", "<{d2}.{d5}>,<{d2}.{d5}>\0geo:<{d2}.{d6}>,-<{d2}.{d6}>\0<{d2}.{d5}>° N, <{d2}.{d5}>° E"),
    NUMBER_AT("coordinate as a number", "<{z1}{d1}.{d3}>{d3}", "lat\0latitude\0lng\0geo_longitude\0homeLat\0"),

    /* Machines and places. */
    FAMILY("IPv4", "<192.168.{octet}.{octet}>\0<{octet}.{octet}.{octet}.{octet}>\0<10.{octet}.{octet}.{octet}>:8443"),
    FAMILY("IPv6", "<2001:db8:{h4}:{h4}:{h4}:{h4}:{h4}:{h4}>\0<fe80::{h4}:{h4}:{h4}:{h4}>%eth0\0[<2a02:{h4}:{h4}::{h4}>]:443\0::ffff:<{octet}.{octet}.{octet}.{octet}>"),
    FAMILY("MAC", "<{h2}:{h2}:{h2}:{h2}:{h2}:{h2}>\0<{H2}-{H2}-{H2}-{H2}-{H2}-{H2}>\0<{h4}.{h4}.{h4}>"),
    FAMILY("POSIX path", "/home/<{first}>/projects/<{word}>/index.ts\0/Users/<{first}><{last}>/Documents/<{word}>.docx\0/var/lib/<{word}>/<{h8}>.log"),
    FAMILY("Windows path", "C:\\\\Users\\\\<{First}>.<{Last}>\\\\Desktop\\\\<{word}>.xlsx\0D:/Projekte/<{word}>/<{last}>.c\0c:\\\\<{word}>"),
    FAMILY("UNC path", "\\\\\\\\<{word}>-fs01\\\\share\\\\<{last}>\0//<{word}>/home/<{first}>"),
    FAMILY("home path", "~/<{word}>/notes.md\0~<{first}>/.ssh/id_rsa\0$HOME/<{word}>/x\0%USERPROFILE%\\\\<{word}>"),
    FAMILY("relative path", "../<{word}>/secret.txt\0./<{last}>/<{word}>/build.log\0src/<{word}>/<{last}>.ts"),
    FAMILY("file URL", "file:///home/<{first}>/<{word}>.pdf\0file:///C:/Users/<{last}>/<{word}>.html\0app://<{word}>/index.html"),
    FAMILY("URL", "https://<{word}>.example.com/users/<{d8}>\0http://example.com/~<{last}>/<{word}>\0https://example.com/o/<{u8}>/edit"),
    FAMILY("URL with user, query or fragment", "https://<{last}>@example.com/x\0https://example.com/reset?token=<{w32}>\0"
                                               "https://example.com/?email=<{first}>%40<{word}>.com#<{u8}>\0wss://<{word}>.example.com/s?room=<{d9}>"),
    FAMILY("repository", "git@github.com:<{word}>/<{word}>.git\0github.com/<{last}>{d2}/<{word}>\0s3://<{word}>-private/<{word}>"),
    FAMILY("host name", "<{word}>.atlassian.net\0db-03.<{word}>.internal\0ip-<10-{octet}-{octet}-{octet}>.ec2.internal\0<{word}>.<{word}>.co.uk"),
    FAMILY("name of a device", "<{first}>s-macbook-pro.local\0DESKTOP-<{U7}>\0<{First}>'s iPhone\0<{word}>-laptop\0LAPTOP-<{last}>"),

    /* What people and programs write. */
    FAMILY("cookies", "session=<{w43}>; theme=dark\0connect.sid=s%3A<{n32}>.<{k43}>\0_ga=GA1.2.<{d9}.{d10}>\0PHPSESSID=<{u26}>\0JSESSIONID=<{H32}>; Path=/"),
    FAMILY("SQL", "SELECT * FROM users WHERE email = '<{first}>.<{last}>@<{word}>.com' AND id = <{d7}>\0"
                  "INSERT INTO people VALUES ('<{First}> <{Last}>', <{d8}>)\0UPDATE accounts SET iban='<{iban}>' WHERE owner='<{last}>'"),
    FAMILY("prompt", "Write a letter to <{First}> <{Last}> about the <{word}> contract\0Build a CRM for <{Word}> with 3 users\0"
                     "Summarise <{word}>.pdf and mail it to <{first}>@<{word}>.com\0my boss <{First}> must not see this"),
    FAMILY("error message", "Cannot read /Users/<{first}>/<{word}>/app.js:10:5\0TypeError: <{word}> of <{first}>@<{word}>.com is undefined\0"
                            "duplicate key value (email)=(<{last}>@<{word}>.com)\0at render (C:\\\\Users\\\\<{last}>\\\\<{word}>.js:3:1)"),
    FAMILY("record", "\\{\"email\":\"<{first}>@<{word}>.com\",\"id\":<{d9}>}\0<{First}>;<{Last}>;<{d8}>\0user=<{first}>{d2}&id=<{d8}>&x=1\0\\<name\\><{Last}>\\</name\\>"),
};
/* clang-format on */
const size_t canary_family_count = sizeof(canary_families) / sizeof(canary_families[0]);
