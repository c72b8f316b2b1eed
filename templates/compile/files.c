/* Loaded into every interpreter that trains. What stat(2) and readdir(3) tell of the same files depends on the file
   system that they are on: numbers for which Python has other objects where they are small or large (inodes of an
   overlayfs may be above 2^60), and the order of names. Both are counted, so they are made the same everywhere. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* A copy has whole seconds, or none since 1970, where the file had parts of one. */
static void even(struct timespec *time) {
  if (time->tv_sec < 1200000000) time->tv_sec = 1700000000;
  time->tv_nsec = 500000000;
}

/* Above 256, up to which Python has one object each, and below 2^30, from which on a number takes more memory. */
static int evened(int failed, struct stat *file) {
  if (failed) return failed;
  even(&file->st_atim), even(&file->st_mtim), even(&file->st_ctim);
  file->st_dev = 65024;
  file->st_ino = (file->st_ino & 0xffffff) | 0x1000000;
  if (S_ISDIR(file->st_mode)) file->st_size = 4096;
  file->st_blocks = (file->st_size + 4095) / 4096 * 8;
  file->st_blksize = 4096;
  return 0;
}

/* By the symbol's name, whatever the headers make of a function's. */
#define EVENED(symbol, parameters, arguments) \
  int own_##symbol parameters __asm__(#symbol); \
  int own_##symbol parameters { \
    static int(*real) parameters; \
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, #symbol); \
    return evened(real arguments, file); \
  }
EVENED(stat, (const char *path, struct stat *file), (path, file))
EVENED(stat64, (const char *path, struct stat *file), (path, file))
EVENED(lstat, (const char *path, struct stat *file), (path, file))
EVENED(lstat64, (const char *path, struct stat *file), (path, file))
EVENED(fstat, (int open, struct stat *file), (open, file))
EVENED(fstat64, (int open, struct stat *file), (open, file))
EVENED(fstatat, (int folder, const char *path, struct stat *file, int flags), (folder, path, file, flags))
EVENED(fstatat64, (int folder, const char *path, struct stat *file, int flags), (folder, path, file, flags))
/* Of the C library until 2.32. */
EVENED(__xstat, (int version, const char *path, struct stat *file), (version, path, file))
EVENED(__xstat64, (int version, const char *path, struct stat *file), (version, path, file))
EVENED(__lxstat, (int version, const char *path, struct stat *file), (version, path, file))
EVENED(__lxstat64, (int version, const char *path, struct stat *file), (version, path, file))
EVENED(__fxstat, (int version, int open, struct stat *file), (version, open, file))
EVENED(__fxstat64, (int version, int open, struct stat *file), (version, open, file))
EVENED(__fxstatat, (int version, int folder, const char *path, struct stat *file, int flags),
       (version, folder, path, file, flags))
EVENED(__fxstatat64, (int version, int folder, const char *path, struct stat *file, int flags),
       (version, folder, path, file, flags))

/* A folder that is being read: all of its names in their order. They stand in one piece of memory, for which only their
   count matters: were each allocated as it comes, later objects of Python would have other addresses. */
struct listing {
  DIR *folder;
  struct dirent *names;
  size_t room, count, next;
  struct listing *other;
};
static struct listing *listings;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static int by_name(const void *one, const void *other) {
  return strcmp(((const struct dirent *)one)->d_name, ((const struct dirent *)other)->d_name);
}

static struct listing *listed(DIR *folder, struct dirent *(*real)(DIR *)) {
  struct listing *all = listings;
  while (all && all->folder != folder) all = all->other;
  if (all) return all;
  all = calloc(1, sizeof *all);
  if (!all) abort();
  all->folder = folder;
  all->other = listings;
  listings = all;
  for (struct dirent *each; (each = real(folder));) {
    if (all->count == all->room) {
      all->room = all->room ? 2 * all->room : 64;
      all->names = realloc(all->names, all->room * sizeof *all->names);
      if (!all->names) abort();
    }
    memcpy(&all->names[all->count++], each, each->d_reclen);
  }
  int error = errno;
  if (all->count) qsort(all->names, all->count, sizeof *all->names, by_name);
  errno = error;
  return all;
}

static struct dirent *next(DIR *folder, struct dirent *(*real)(DIR *)) {
  pthread_mutex_lock(&lock);
  struct listing *all = listed(folder, real);
  struct dirent *name = all->next < all->count ? &all->names[all->next++] : NULL;
  pthread_mutex_unlock(&lock);
  return name;
}

static void forget(DIR *folder) {
  pthread_mutex_lock(&lock);
  for (struct listing **at = &listings; *at; at = &(*at)->other)
    if ((*at)->folder == folder) {
      struct listing *gone = *at;
      *at = gone->other;
      free(gone->names);
      free(gone);
      break;
    }
  pthread_mutex_unlock(&lock);
}

#define IN_ORDER(symbol) \
  struct dirent *own_##symbol(DIR *folder) __asm__(#symbol); \
  struct dirent *own_##symbol(DIR *folder) { \
    static struct dirent *(*real)(DIR *); \
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, #symbol); \
    return next(folder, real); \
  }
IN_ORDER(readdir)
IN_ORDER(readdir64)

int closedir(DIR *folder) {
  static int (*real)(DIR *);
  if (!real) *(void **)&real = dlsym(RTLD_NEXT, "closedir");
  forget(folder);
  return real(folder);
}

void rewinddir(DIR *folder) {
  static void (*real)(DIR *);
  if (!real) *(void **)&real = dlsym(RTLD_NEXT, "rewinddir");
  forget(folder);
  real(folder);
}
