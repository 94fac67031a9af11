/* Plans with faults at the limits: too little memory, names and paths without end, more to say than
 * fits. None of them opens, and each is told in JSON that is whole. */
#include <cJSON.h>

#include "checks.h"

enum { HUGE = 100000 };

/* Every kind of entry, without a fault. */
#define RICH_PLAN                                                                                  \
    "{\"format\":1,\"name\":\"p\",\"tenant\":\"i\",\"words\":[\"a\",\"b\"],\"prefixes\":[\"en\"]," \
    "\"constants\":{\"c\":1,\"d\":\"x\"},\"limits\":{\"key\":9},\"person\":{\"set\":[\"m\"]},"     \
    "\"routes\":[{\"path\":\"/a/:b/:e(f|g)/*\",\"surface\":\"s\",\"properties\":{\"h\":\"x\"}},"   \
    "{\"path\":\"/\"}],\"properties\":{\"i\":{\"type\":\"id\"},\"m\":{\"type\":\"email\"},"        \
    "\"t\":{\"type\":\"text\",\"anonymized\":\"length\"},\"u\":{\"type\":\"text\",\"anonymized\":" \
    "\"length\"}},\"standing\":[\"i\",\"u\"],\"events\":{\"e\":{\"properties\":[\"m\",\"t\",{"     \
    "\"k\":{\"type\":\"bucket\",\"edges\":[1,2],\"labels\":[\"x\",\"y\",\"z\"]},"                  \
    "\"l\":{\"type\":\"family\",\"families\":{\"x\":[\"y\"],\"z\":[\"w\"]}},"                      \
    "\"n\":{\"type\":\"list\",\"values\":[\"x\"],\"other\":\"o\"},\"o\":{\"type\":\"token\"}}]}}}"

/* The same kinds, each with a fault. */
#define FAULTY_PLAN                                                                                \
    "{\"format\":2,\"name\":\"\",\"tenant\":\"q\",\"words\":[\"A\",5],\"prefixes\":[\"\"],"        \
    "\"constants\":{\"$c\":1,\"surface\":\"x\"},\"limits\":{\"key\":0},\"person\":{\"set\":[1]},"  \
    "\"routes\":[{\"path\":\"/a/:/:$e(|g)/*/x\",\"surface\":5,\"properties\":{\"c\":\"x\",\"\":1}" \
    "},{},{\"path\":\"/a\"},{\"path\":\"/a\"}],\"properties\":{\"i\":5,\"m\":{\"type\":\"e\"},"    \
    "\"anonymized\":{\"type\":\"text\",\"anonymized\":\"length\"}},\"standing\":[\"i\",\"i\",5],"  \
    "\"events\":{\" e\":{\"properties\":[\"m\",\"m\",\"q\",\"anonymized\",{"                       \
    "\"k\":{\"type\":\"bucket\",\"edges\":[2,1,\"x\"],\"labels\":[\"x\",\"x\",5]},"                \
    "\"l\":{\"type\":\"family\",\"families\":{\"\":[],\"z\":5}},"                                  \
    "\"n\":{\"type\":\"list\",\"values\":{},\"other\":5}}]},\"f\":5}}"

/* How many faults the answer tells, listed or not; below zero when it is no answer. */
static int count_faults(const sa_core *core) {
    cJSON *answer = cJSON_Parse(sa_core_output(core));
    const cJSON *more = cJSON_GetObjectItemCaseSensitive(answer, "more");
    int listed = cJSON_GetArraySize(cJSON_GetObjectItemCaseSensitive(answer, "faults"));
    int count = answer == NULL ? -1 : listed + (more == NULL ? 0 : more->valueint);
    CHECK(listed > 0 && listed <= 64);
    cJSON_Delete(answer);
    return count;
}

static int refuse(sa_core *core, const char *plan) {
    CHECK(open_text(core, plan) < 0 && !core->open);
    return count_faults(core);
}

/* Every size of the arena that a plan needs, from none on. */
static void test_memory(const char *plan, bool good) {
    fake_host fake;
    sa_core *core = make_core(&fake);
    size_t whole = core->arena.size;
    int opened = 0;
    for (size_t size = 0; size < 32768; size += 8) {
        core->arena.size = size;
        int result = open_text(core, plan);
        CHECK(core->open == (result > 0));
        CHECK(result > 0 || count_faults(core) > 0);
        CHECK(core->arena.taken == 0 && (!core->open || core->arena.kept <= size));
        opened += result > 0;
    }
    CHECK((opened > 0) == good);
    core->arena.size = whole;
    CHECK((open_text(core, plan) > 0) == good);
    free(core);
}

/* A path of so many segments, each of which is a choice of its own. */
static void test_segments(int count) {
    fake_host fake;
    sa_core *core = make_core(&fake);
    document plan =
        make_document("{\"format\":1,\"name\":\"p\",\"events\":{},\"routes\":[{\"path\":\"");
    for (int i = 0; i < count; i++) {
        append_number(&plan, "/:c", i, "(a|b)");
    }
    append(&plan, "\"}]}");
    CHECK(refuse(core, plan.text) > 0);
    CHECK(strstr(sa_core_output(core), "has more than 32 segments") != NULL);
    free(plan.text);
    free(core);
}

static void append_name(document *plan, int length) {
    memset(plan->text + plan->len, 'n', (size_t)length);
    plan->len += (size_t)length;
    plan->text[plan->len] = 0;
}

/* A name that is as long as the input allows, wherever a name stands. */
static void test_huge_names(void) {
    static const char *const plans[][2] = {
        {"{\"format\":1,\"name\":\"", "\",\"events\":{}}"},
        {"{\"format\":1,\"name\":\"p\",\"events\":{\"", "\":{}}}"},
        {"{\"format\":1,\"name\":\"p\",\"events\":{},\"", "\":1}"},
        {"{\"format\":1,\"name\":\"p\",\"events\":{},\"tenant\":\"", "\"}"},
        {"{\"format\":1,\"name\":\"p\",\"events\":{},\"standing\":[\"", "\"]}"},
        {"{\"format\":1,\"name\":\"p\",\"events\":{},\"constants\":{\"", "\":1}}"},
        {"{\"format\":1,\"name\":\"p\",\"events\":{},\"constants\":{\"a\":\"", "\"}}"},
        {"{\"format\":1,\"name\":\"p\",\"events\":{},\"words\":[\"", "\"]}"},
        {"{\"format\":1,\"name\":\"p\",\"events\":{},\"routes\":[{\"path\":\"/", "\"}]}"},
        {"{\"format\":1,\"name\":\"p\",\"events\":{},\"routes\":[{\"path\":\"/:", "(a)\"}]}"},
        {"{\"format\":1,\"name\":\"p\",\"events\":{},\"routes\":[{\"path\":\"/:a(", ")\"}]}"},
        {"{\"format\":1,\"name\":\"p\",\"events\":{},\"properties\":{\"",
         "\":{\"type\":\"text\",\"anonymized\":\"length\"}},\"standing\":[\"q\"]}"},
        {"{\"format\":1,\"name\":\"p\",\"events\":{},\"properties\":{\"x\":{\"type\":\"", "\"}}}"},
    };
    fake_host fake;
    sa_core *core = make_core(&fake);
    for (size_t i = 0; i < sizeof(plans) / sizeof(plans[0]); i++) {
        document plan = make_document(plans[i][0]);
        append_name(&plan, HUGE);
        append(&plan, plans[i][1]);
        CHECK(refuse(core, plan.text) > 0);
        free(plan.text);
    }
    free(core);
}

/* `count` members that nobody knows, in an event whose name is that long: places that do not fit
 * into the answer all at once. Those that do are told, the rest is counted. */
static void test_huge_answer(int length, int count) {
    fake_host fake;
    sa_core *core = make_core(&fake);
    document plan = make_document("{\"format\":1,\"name\":\"p\",\"events\":{\"");
    append_name(&plan, length);
    append(&plan, "\":{");
    append_rows(&plan, "\"m", count, "\":1");
    append(&plan, "}}}");
    CHECK(refuse(core, plan.text) == count + 1);
    CHECK(strlen(sa_core_output(core)) > SA_OUTPUT_SIZE / 2);
    free(plan.text);
    free(core);
}

/* Answers that end at each byte about the end of the output. */
static void test_full_answers(void) {
    for (int length = SA_OUTPUT_SIZE / 10 - 100; length < SA_OUTPUT_SIZE / 10; length++) {
        test_huge_answer(length, 20);
    }
}

int main(void) {
    test_memory(RICH_PLAN, true);
    test_memory(FAULTY_PLAN, false);
    test_segments(33);
    test_segments(600);
    test_huge_names();
    test_huge_answer(HUGE, 20);
    test_huge_answer(HUGE, 500);
    test_full_answers();
    (void)printf("%d failures\n", failures);
    return failures == 0 ? 0 : 1;
}
