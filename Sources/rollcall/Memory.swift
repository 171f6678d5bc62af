import CMalloc

#if canImport(Glibc)
  import Glibc
#endif

/// Has the allocator keep what is freed, and take memory from the system by the megabyte.
///
/// Giving small pages back to the system and taking them anew was a tenth of a replay of a thousand
/// pupils. A thread's memory was asked for by the page, in three hundred calls of a check of one policy.
func keepMemory() {
  #if canImport(Glibc)
    _ = mallopt(M_MMAP_THRESHOLD, 1 << 30)
    _ = mallopt(M_TRIM_THRESHOLD, 1 << 30)
    _ = mallopt(M_TOP_PAD, 4 << 20)
  #endif
}

/// Has this thread take its next megabytes of memory in large pages, where the system has them: to take
/// small ones was a sixth of a check of one policy.
func takeLargePages(megabytes: Int) {
  #if canImport(Glibc)
    // Where the memory begins that is still to be given out, and the first large page in it. Nothing in
    // that may be touched here, because a page that was stays small.
    let (page, size, probed) = (1 << 21, megabytes << 20, 1 << 16)
    guard let start = malloc(probed) else { return }
    let aligned = (start + probed).alignedUp(toMultipleOf: page)
    free(start)
    var before: UnsafeMutableRawPointer?
    // The allocator writes beside what it gives out, so more than is wanted is asked for.
    guard posix_memalign(&before, 16, aligned - start - 64) == 0, let block = malloc(size + page)
    else { return }
    free(block)
    _ = madvise(aligned, size, MADV_HUGEPAGE)
  #endif
}
