import CMalloc

#if canImport(Glibc)
  import Glibc
#endif

/// Makes the allocator keep freed memory, and request memory from the system by the megabyte.
///
/// Returning small pages and requesting them again took a tenth of a replay of a thousand pupils. A
/// thread requested its memory by the page, in three hundred calls in a check of one policy.
func keepMemory() {
  #if canImport(Glibc)
    _ = mallopt(M_MMAP_THRESHOLD, 1 << 30)
    _ = mallopt(M_TRIM_THRESHOLD, 1 << 30)
    _ = mallopt(M_TOP_PAD, 4 << 20)
  #endif
}

/// Makes this thread use large pages for its next megabytes of memory, if the system has them.
///
/// Small pages took a sixth of a check of one policy.
func takeLargePages(megabytes: Int) {
  #if canImport(Glibc)
    // Finds the start of the heap's unused memory, and the first large page in it. Nothing there
    // may be touched here, because a touched page stays small.
    let (page, size, probed) = (1 << 21, megabytes << 20, 1 << 16)
    guard let start = malloc(probed) else { return }
    let aligned = (start + probed).alignedUp(toMultipleOf: page)
    free(start)
    var before: UnsafeMutableRawPointer?
    // The allocator writes next to its blocks, so a larger block is requested.
    guard posix_memalign(&before, 16, aligned - start - 64) == 0, let block = malloc(size + page)
    else { return }
    free(block)
    _ = madvise(aligned, size, MADV_HUGEPAGE)
  #endif
}
