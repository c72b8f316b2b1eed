/* What an interpreter could do with its memory, done from outside so that no other one needs compiling:
   levers.py preloads this. LEVERS names what it does: TEXT, ARENAS, and HUGE for these in huge pages. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { ARENA = 1 << 20, HUGE = 2 << 20, REGION = 1 << 30 };

static void *map(void *at, size_t size, int protection, int flags, int fd, off_t offset) {
  return (void *)syscall(SYS_mmap, at, size, protection, flags, fd, offset);
}

static int wanted(const char *lever) {
  const char *levers = getenv("LEVERS");
  return levers && strstr(levers, lever);
}

/* pymalloc's arenas: out of one region of huge pages, and kept for good, as larger arenas would be. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char *region, *next;
static void *freed[REGION / ARENA];
static int count;

static void *arena(void) {
  void *found = NULL;
  pthread_mutex_lock(&lock);
  if (!region) {
    char *all = map(NULL, REGION + HUGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (all == MAP_FAILED) abort();
    region = next = (char *)(((uintptr_t)all + HUGE - 1) & -(uintptr_t)HUGE);
    if (wanted("HUGE") && madvise(region, REGION, MADV_HUGEPAGE)) abort();
  }
  if (count)
    found = freed[--count];
  else if (next < region + REGION) {
    found = next;
    next += ARENA;
  }
  pthread_mutex_unlock(&lock);
  return found;
}

void *mmap(void *at, size_t size, int protection, int flags, int fd, off_t offset) {
  if (!at && size == ARENA && fd == -1 && wanted("ARENAS")) {
    void *found = arena();
    if (found) return found;
  }
  return map(at, size, protection, flags, fd, offset);
}

void *mmap64(void *at, size_t size, int protection, int flags, int fd, off_t offset) {
  return mmap(at, size, protection, flags, fd, offset);
}

int munmap(void *at, size_t size) {
  if (region && (char *)at >= region && (char *)at < region + REGION) {
    pthread_mutex_lock(&lock);
    freed[count++] = at;
    pthread_mutex_unlock(&lock);
    return 0;
  }
  return syscall(SYS_munmap, at, size);
}

/* The interpreter's code and constants, from its first huge page on: copied into huge pages. */
__attribute__((constructor)) static void text(void) {
  if (!wanted("TEXT")) return;
  char *start = (char *)strtoul(getenv("LEVERS_START"), NULL, 16), *end = (char *)strtoul(getenv("LEVERS_END"), NULL, 16);
  size_t size = end - start;
  char *copy = map(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (copy == MAP_FAILED) abort();
  memcpy(copy, start, size);
  if (map(start, size, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) != start) abort();
  if (madvise(start, size, MADV_HUGEPAGE)) abort();
  memcpy(start, copy, size);
  if (mprotect(start, size, PROT_READ | PROT_EXEC)) abort();
  syscall(SYS_munmap, copy, size);
}
