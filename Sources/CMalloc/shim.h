// How the C library's allocator keeps memory; Swift's module of the C library leaves it out.
#if __has_include(<malloc.h>)
#include <malloc.h>
#endif
