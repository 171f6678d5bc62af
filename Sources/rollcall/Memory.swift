import CMalloc

#if canImport(Glibc)
  import Glibc
#endif

/// Has the allocator keep what is freed, and take so many megabytes at once from the system.
///
/// Giving small pages back to the system and taking them anew was a tenth of a replay of a thousand
/// pupils. A thread's memory was asked for by the page, in three hundred calls of a check of one policy.
func keepMemory(megabytes: Int) {
  #if canImport(Glibc)
    _ = mallopt(M_MMAP_THRESHOLD, 1 << 30)
    _ = mallopt(M_TRIM_THRESHOLD, 1 << 30)
    _ = mallopt(M_TOP_PAD, Int32(clamping: (megabytes + 2) << 20))
  #endif
}

/// Has this thread take its next memory in large pages, where the system has them: to take small ones
/// was a sixth of a check of one policy.
func takeLargePages(megabytes: Int) {
  #if canImport(Glibc)
    // Where the memory begins that is still to be given out, and the first large page in it. No more of
    // that may be touched here, because a page that was is small.
    let (page, probed) = (1 << 21, 1 << 16)
    guard let start = malloc(probed) else { return }
    let aligned = (start + probed).alignedUp(toMultipleOf: page)
    free(start)
    var unused: UnsafeMutableRawPointer?
    guard posix_memalign(&unused, 16, aligned - start - 64) == 0 else { return }
    _ = madvise(aligned, megabytes << 20, MADV_HUGEPAGE)
  #endif
}
