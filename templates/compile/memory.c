/* Loaded into every interpreter that trains. Python finds objects by their addresses, and the steps which that takes are
   counted. Where the C library and the kernel put memory depends on the kernel, on random numbers where a container does
   not let them be turned off, and on file systems: ext4 has libraries of 2 MB and more begin at other addresses than
   overlayfs. So all that Python allocates stands here in the order in which it asks, from addresses on that are free in
   the smallest address spaces of 64 bits (39 bits, of arm64). */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#define ARENAS (1L << 37)
#define HEAP (1L << 38)
#define HEAP_END (HEAP + (1L << 37))
/* The heap grows by that much. */
#define GROWTH (1L << 24)
/* What is larger is the C library's: next to no object is so large that Python finds by its address. */
#define LARGEST (1L << 20)
#define HEADER 16

void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);
void __libc_free(void *);

/* Python's arenas, which it maps by itself. */
static void *mapped(void *at, size_t size, int protection, int flags, int file, off64_t offset) {
  static uintptr_t next = ARENAS;
  if (!at && file < 0 && (flags & MAP_PRIVATE))
    at = (void *)__atomic_fetch_add(&next, (size + 0xffff) & ~(size_t)0xffff, __ATOMIC_RELAXED);
  return (void *)syscall(SYS_mmap, at, size, (long)protection, (long)flags, (long)file, offset);
}
void *mmap(void *at, size_t size, int protection, int flags, int file, off_t offset) {
  return mapped(at, size, protection, flags, file, offset);
}
void *mmap64(void *at, size_t size, int protection, int flags, int file, off64_t offset) {
  return mapped(at, size, protection, flags, file, offset);
}

/* A piece of the heap: its size before it, and while it is free, the next free one of that size in it. */
struct piece {
  size_t size;
  struct piece *next;
};
static struct piece *unused[128];
static uintptr_t top = HEAP, end = HEAP;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void hold(void) { pthread_mutex_lock(&lock); }
static void release(void) { pthread_mutex_unlock(&lock); }
__attribute__((constructor)) static void forked(void) { pthread_atfork(hold, release, release); }

/* Sixteen by sixteen at first, then by a quarter each. */
static unsigned kind(size_t wanted, size_t *size) {
  if (wanted <= 1024) {
    unsigned sixteens = wanted ? (wanted + 15) / 16 : 1;
    *size = sixteens * 16;
    return sixteens;
  }
  unsigned number = 65;
  for (*size = 1280; *size < wanted; number++) *size += *size / 64 * 16;
  return number;
}

/* Within the lock. */
static struct piece *cut(size_t size) {
  if (top + HEADER + size > end) {
    if (end + GROWTH > HEAP_END) return NULL;
    void *more = mapped((void *)end, GROWTH, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (more == MAP_FAILED) return NULL;
    if ((uintptr_t)more != end) { /* Somebody else is there. */
      munmap(more, GROWTH);
      return NULL;
    }
    end += GROWTH;
  }
  struct piece *found = (struct piece *)top;
  top += HEADER + size;
  found->size = size;
  return found;
}

static int ours(const void *at) { return (uintptr_t)at >= HEAP && (uintptr_t)at < HEAP_END; }
static struct piece *piece(const void *at) { return (struct piece *)((uintptr_t)at - HEADER); }

void *malloc(size_t wanted) {
  if (wanted > LARGEST) return __libc_malloc(wanted);
  size_t size;
  unsigned number = kind(wanted, &size);
  hold();
  struct piece *found = unused[number];
  if (found) unused[number] = found->next;
  else found = cut(size);
  release();
  return found ? (char *)found + HEADER : __libc_malloc(wanted);
}

void free(void *at) {
  if (!at) return;
  int error = errno;
  if (!ours(at)) __libc_free(at);
  else {
    size_t size;
    struct piece *gone = piece(at);
    unsigned number = kind(gone->size, &size);
    hold();
    gone->next = unused[number];
    unused[number] = gone;
    release();
  }
  errno = error;
}

void *calloc(size_t count, size_t each) {
  size_t size;
  if (__builtin_mul_overflow(count, each, &size) || size > LARGEST) return __libc_calloc(count, each);
  void *at = malloc(size);
  return at ? memset(at, 0, size) : NULL;
}

void *realloc(void *at, size_t wanted) {
  if (!at) return malloc(wanted);
  if (!ours(at)) return __libc_realloc(at, wanted);
  if (!wanted) {
    free(at);
    return NULL;
  }
  size_t size = piece(at)->size;
  if (wanted <= size) return at;
  void *other = malloc(wanted);
  if (!other) return NULL;
  memcpy(other, at, size);
  free(at);
  return other;
}

size_t malloc_usable_size(void *at) {
  static size_t (*real)(void *);
  if (at && ours(at)) return piece(at)->size;
  if (!real) *(void **)&real = dlsym(RTLD_NEXT, "malloc_usable_size");
  return real(at);
}
