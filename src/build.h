/* What is compiled. With SA_CAPTURE_ONLY the core is what a page needs: nothing that only
 * sa_core_open, sa_core_explain and sa_core_verify need, and no filter for plans with "undeclared":
 * "filter". */
#ifndef SA_BUILD_H
#define SA_BUILD_H

#ifdef SA_CAPTURE_ONLY
enum { SA_IS_WHOLE = 0 };
#else
enum { SA_IS_WHOLE = 1 };
#endif

#endif
