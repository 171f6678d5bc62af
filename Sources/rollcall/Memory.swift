import CMalloc

#if canImport(Glibc)
  import Glibc
#endif

/// Has the allocator keep what is freed, and take memory from a block in large pages, where the system
/// has them.
///
/// Giving small pages back to the system and taking them anew was a tenth of a replay of a thousand
/// pupils, and taking them a sixth of a check of one policy.
func keepMemory(megabytes: Int) {
  #if canImport(Glibc)
    _ = mallopt(M_MMAP_THRESHOLD, 1 << 30)
    _ = mallopt(M_TRIM_THRESHOLD, 1 << 30)
    let size = megabytes << 20
    guard let block = malloc(size) else { return }
    let aligned = block.alignedUp(toMultipleOf: 1 << 21)
    _ = madvise(aligned, size - (aligned - block), MADV_HUGEPAGE)
    free(block)
  #endif
}
