#include "crash.h"

#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <unistd.h>

static _Thread_local uint64_t seed_now;
static _Thread_local uint64_t number_now;

/* Read by the sanitizers: by default they end the process without a signal. */
const char *__asan_default_options(void);
const char *__ubsan_default_options(void);

const char *__asan_default_options(void) {
    return "abort_on_error=1";
}

const char *__ubsan_default_options(void) {
    return "abort_on_error=1:print_stacktrace=1";
}

void crash_at(uint64_t seed, uint64_t number) {
    seed_now = seed;
    number_now = number;
}

/* No printf in a signal handler. */
static size_t add_number(char *to, uint64_t number) {
    char digits[20];
    size_t count = 0;
    do {
        digits[count++] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    for (size_t i = 0; i < count; i++) {
        to[i] = digits[count - 1 - i];
    }
    return count;
}

static size_t add_text(char *to, const char *text) {
    size_t len = 0;
    for (; text[len] != 0; len++) {
        to[len] = text[len];
    }
    return len;
}

static void report(int number) {
    char line[96];
    size_t len = add_text(line, "crashed: --seed ");
    len += add_number(line + len, seed_now);
    len += add_text(line + len, " --event ");
    len += add_number(line + len, number_now);
    len += add_text(line + len, "\n");
    if (write(STDERR_FILENO, line, len) < 0) {
        _exit(3);
    }
    (void)signal(number, SIG_DFL);
    (void)raise(number);
}

void crash_report(void) {
    static const int signals[] = {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL};
    for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++) {
        (void)signal(signals[i], report);
    }
}
