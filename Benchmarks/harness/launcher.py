"""Runs one command and prints its seconds, its processor seconds, its peak memory in KiB and its status.

Usage: launcher.py OUTPUT COMMAND … A process of its own, because Linux counts what the process that starts
a command has ever held as the command's: the harness itself has held large tables.
"""

import os
import sys
import time

ACTIONS = [
    (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
    (os.POSIX_SPAWN_OPEN, 1, sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644),
]
START = time.perf_counter()
CHILD = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ, file_actions=ACTIONS)
_, STATUS, USED = os.wait4(CHILD, 0)
SECONDS = time.perf_counter() - START
print(SECONDS, USED.ru_utime + USED.ru_stime, USED.ru_maxrss, os.waitstatus_to_exitcode(STATUS))
