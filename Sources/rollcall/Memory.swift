import CMalloc

#if canImport(Glibc)
  import Glibc
#endif

/// Has the allocator keep what is freed, and take memory from a block in large pages, where the system
/// has them.
///
/// Giving small pages back to the system and taking them anew was a tenth of a replay of a thousand
/// pupils, and taking them a sixth of a check of one policy. A thread's memory is asked for in one piece,
/// because by the page it was three hundred calls of the system in that check.
func keepMemory(megabytes: Int) {
  #if canImport(Glibc)
    _ = mallopt(M_MMAP_THRESHOLD, 1 << 30)
    _ = mallopt(M_TRIM_THRESHOLD, 1 << 30)
    _ = mallopt(M_TOP_PAD, 4 << 20)
    let (page, size) = (1 << 21, megabytes << 20)
    guard let first = malloc(page) else { return }
    // The rest of the large page that has begun stays unused: it would be taken in small ones.
    let rest = first.alignedUp(toMultipleOf: page) - first
    free(first)
    if rest > 64 { _ = malloc(rest - 64) }
    guard let block = malloc(size) else { return }
    let aligned = block.alignedUp(toMultipleOf: page)
    _ = madvise(aligned, size - (aligned - block), MADV_HUGEPAGE)
    free(block)
  #endif
}
