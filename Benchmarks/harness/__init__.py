"""Times Rollcall as whole processes, beside other programs that do the same work on the same files."""
