#include "key.h"

#include "phrase.h"

enum {
    WORDS = 16, /* of a key that are looked at, from its end */
    WORD_LENGTH = SA_PHRASE_WORD_LENGTH,
};

/* Nouns in the singular. As the last word of a key they name what identifies. */
static const char nouns[] =
    /* of S33 and S34 */
    "id\0email\0name\0user\0username\0url\0uri\0href\0path\0pathname\0referrer\0referer\0"
    "message\0prompt\0error\0title\0subtitle\0domain\0agent\0suggestion\0description\0"
    "workspace\0"
    /* people */
    "mail\0login\0nick\0nickname\0alias\0handle\0surname\0person\0people\0member\0owner\0author\0"
    "creator\0assignee\0reviewer\0approver\0sender\0recipient\0contact\0customer\0employee\0"
    "employer\0patient\0student\0guest\0visitor\0attendee\0participant\0friend\0follower\0lead\0"
    "account\0company\0organization\0organisation\0org\0tenant\0team\0profile\0bio\0"
    "dob\0birthday\0birthdate\0gender\0ethnicity\0religion\0salary\0income\0ssn\0passport\0"
    "phone\0mobile\0fax\0msisdn\0iban\0bic\0pan\0cvv\0cvc\0card\0signature\0avatar\0photo\0"
    "picture\0face\0voice\0"
    /* places */
    "address\0street\0city\0town\0zip\0zipcode\0postcode\0location\0lat\0latitude\0lng\0lon\0"
    "longitude\0geo\0gps\0coordinate\0coord\0geohash\0"
    /* devices and traces */
    "ip\0ipv\0host\0hostname\0mac\0imei\0imsi\0iccid\0udid\0idfa\0idfv\0gaid\0adid\0guid\0uuid\0"
    "ulid\0oid\0serial\0fingerprint\0session\0cookie\0hash\0digest\0checksum\0"
    "useragent\0"
    /* secrets */
    "token\0password\0passwd\0pwd\0passphrase\0secret\0apikey\0credential\0jwt\0bearer\0"
    "otp\0pin\0cert\0certificate\0nonce\0csrf\0auth\0authorization\0"
    /* content */
    "text\0content\0body\0comment\0note\0memo\0reply\0answer\0question\0query\0search\0term\0"
    "keyword\0subject\0summary\0transcript\0snippet\0input\0output\0response\0request\0payload\0"
    "header\0stacktrace\0trace\0sql\0argv\0cwd\0clipboard\0selection\0"
    "root\0file\0filename\0folder\0directory\0dir\0attachment\0repo\0repository\0branch\0commit\0"
    "project\0endpoint\0filepath\0";

/* Words that say nothing of their own: the one before counts. */
static const char transparent[] =
    "value\0raw\0string\0str\0line\0full\0plain\0primary\0secondary\0normalized\0original\0"
    "current\0previous\0new\0old\0list\0array\0set\0map\0object\0obj\0data\0info\0detail\0field\0"
    "record\0item\0entity\0attribute\0property\0parameter\0param\0prop\0";

/* With one of the first behind one of the second they identify: `order_number`, `zip_code`. */
static const char numberings[] = "number\0num\0no\0nr\0ref\0reference\0code\0identifier\0handle\0";
static const char numbered[] =
    "phone\0mobile\0fax\0telephone\0tel\0cell\0contact\0user\0customer\0client\0member\0account\0"
    "employee\0patient\0student\0person\0personal\0social\0security\0tax\0vat\0national\0passport\0"
    "license\0licence\0bank\0routing\0card\0credit\0debit\0order\0invoice\0ticket\0booking\0"
    "reservation\0tracking\0contract\0policy\0case\0serial\0device\0imei\0plate\0registration\0"
    "house\0street\0flat\0apartment\0room\0zip\0post\0postal\0area\0referral\0invite\0invitation\0"
    "otp\0verification\0activation\0access\0auth\0pin\0backup\0recovery\0swift\0sort\0voucher\0gift\0"
    "confirmation\0transaction\0payment\0subscription\0session\0workspace\0team\0org\0project\0";

/* Words that name what identifies behind some words only, in pairs like those above. */
static const struct {
    const char *last;
    const char *before;
} pairs[] = {
    {numberings, numbered},
    {"overview\0feature\0flow\0backend\0", "plan\0data\0"},
    {"role\0", "workspace\0"},
    {"slug\0", "workspace\0team\0org\0company\0user\0project\0app\0customer\0"},
    {"key\0",
     "api\0access\0secret\0private\0public\0license\0licence\0encryption\0signing\0session\0user\0"},
    {"device\0stack\0", "user\0error\0client\0"},
};

/* And words that do not behind some: a place on the screen. */
static const char on_screen[] =
    "ui\0page\0screen\0button\0click\0widget\0panel\0banner\0link\0cta\0menu\0";

/* Put in front of one of the second list without anything between: `userid`, `clientip`. */
static const char fronts[] =
    "user\0client\0customer\0member\0account\0session\0device\0visitor\0person\0employee\0order\0"
    "team\0org\0company\0tenant\0workspace\0project\0agent\0app\0run\0page\0host\0file\0folder\0"
    "domain\0full\0first\0last\0middle\0given\0family\0screen\0display\0login\0author\0owner\0"
    "contact\0guest\0patient\0student\0distinct\0anonymous\0tracking\0request\0trace\0span\0"
    "message\0thread\0chat\0room\0channel\0group\0role\0remote\0public\0private\0home\0work\0"
    "access\0refresh\0api\0secret\0auth\0install\0installation\0machine\0browser\0document\0";
static const char backs[] = "id\0name\0email\0mail\0phone\0key\0token\0ip\0url\0uri\0uuid\0guid\0"
                            "hash\0address\0path\0";

/* In front of a plural they make it a number: `total_users`, `input_tokens`. */
static const char amounts[] = "total\0max\0min\0num\0avg\0sum\0";
static const char token_kinds[] = "input\0output\0prompt\0completion\0cached\0reasoning\0";

static const char questions[] =
    "is\0has\0had\0can\0did\0does\0was\0were\0will\0should\0show\0shows\0use\0uses\0used\0with\0"
    "without\0needs\0requires\0supports\0allow\0allows\0enable\0enabled\0disable\0disabled\0";

/* Whether the word is one of a list, in the singular or the plural. */
static bool is_in(const char *list, const char *text, size_t len) {
    char singular[WORD_LENGTH];
    if (len > WORD_LENGTH) {
        return false;
    }
    if (sa_words_find(list, text, len) >= 0) {
        return true;
    }
    if (len > 3 && memcmp(text + len - 3, "ies", 3) == 0) {
        memcpy(singular, text, len - 3);
        singular[len - 3] = 'y';
        if (sa_words_find(list, singular, len - 2) >= 0) {
            return true;
        }
    }
    return len > 2 && text[len - 1] == 's' &&
           (sa_words_find(list, text, len - 1) >= 0 ||
            (text[len - 2] == 'e' && sa_words_find(list, text, len - 2) >= 0));
}

static bool is_word_in(const char *list, const sa_phrase_word *of) {
    return is_in(list, of->text, of->len);
}

/* Whether two words stand together without anything between them. */
static bool is_compound(const sa_phrase_word *of) {
    for (size_t at = 2; of->len <= WORD_LENGTH && at < of->len; at++) {
        if (sa_words_find(fronts, of->text, at) >= 0 && is_in(backs, of->text + at, of->len - at)) {
            return true;
        }
    }
    return false;
}

static bool is_amount(const sa_phrase_word *last, const sa_phrase_word *before) {
    bool plural = last->len > 1 && last->len <= WORD_LENGTH && last->text[last->len - 1] == 's';
    bool tokens = plural && sa_bytes_are(last->text, last->len, "tokens");
    return plural && before->len <= WORD_LENGTH &&
           (sa_words_find(amounts, before->text, before->len) >= 0 ||
            (tokens && sa_words_find(token_kinds, before->text, before->len) >= 0));
}

static bool is_pair(const sa_phrase_word *last, const sa_phrase_word *before) {
    for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
        if (is_word_in(pairs[i].last, last) && is_word_in(pairs[i].before, before)) {
            return true;
        }
    }
    return false;
}

static bool is_on_screen(const sa_phrase_word *last, const sa_phrase_word *before) {
    return is_word_in("location\0", last) && is_word_in(on_screen, before);
}

bool sa_key_is_identifying(sa_str key) {
    sa_phrase_word last = sa_phrase_cut(&key);
    for (int i = 0; i < WORDS && last.len > 0; i++) {
        sa_phrase_word before = sa_phrase_cut(&key);
        if (is_word_in(nouns, &last) || is_compound(&last)) {
            return !is_amount(&last, &before) && !is_on_screen(&last, &before);
        }
        if (is_pair(&last, &before)) {
            return true;
        }
        if (!is_word_in(transparent, &last)) {
            return false;
        }
        last = before;
    }
    return false;
}

bool sa_key_is_question(sa_str key) {
    sa_phrase_word first = {.len = 0};
    sa_phrase_word next = sa_phrase_cut(&key);
    while (next.len > 0) {
        first = next;
        next = sa_phrase_cut(&key);
    }
    return sa_words_find(questions, first.text, first.len <= WORD_LENGTH ? first.len : 0) >= 0;
}
