/* What is compiled. With SA_CAPTURE_ONLY the core is what a page needs: nothing that only
 * sa_core_open, sa_core_explain and sa_core_verify need, no filter for plans with "undeclared":
 * "filter", and no search for what JSON.stringify and TextEncoder never make. */
#ifndef SA_BUILD_H
#define SA_BUILD_H

#ifdef SA_CAPTURE_ONLY
enum { SA_IS_WHOLE = 0 };
#else
enum { SA_IS_WHOLE = 1 };
#endif

#endif
