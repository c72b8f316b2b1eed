/* Part of the preloaded library: programs that copy files with their owners, as cp -p does, or compare them, as
   test -O, see those that were recorded instead of the sandbox's one user. Others keep seeing root's files
   alone, since they would refuse to work with those of a user that they are not. */
#include "record.h"

#include <dlfcn.h>

/* As resolve_full, for a name as this process means it. */
static int resolve(int folder, const char *path, int follow, char *out) {
  char full[2 * PATH_MAX], link[64];
  ssize_t length = 0;
  int number = descriptor_of(path, follow); /* which may be a file without a name */
  if (number >= 0) {
    folder = number;
    path = "";
  }
  if (folder != AT_FDCWD && (path[0] != '/')) {
    snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
    if ((length = readlink(link, full, PATH_MAX - 1)) < 0)
      return -1;
    if (path[0])
      full[length++] = '/';
  }
  if (length + strlen(path) >= sizeof full) {
    errno = ENAMETOOLONG;
    return -1;
  }
  strcpy(full + length, path);
  if (!path[0]) {
    snprintf(out, PATH_MAX, "%.*s", PATH_MAX - 1, full);
    return 0;
  }
  return resolve_full(full, follow, out);
}

static int asks_for_owners(void) {
  static const char *programs[] = {"cp",   "mv", "tar",  "rsync", "cpio", "install", "stat",
                                   "find", "ls", "test", "[",     "sh",   "dash",    "bash"};
  for (size_t i = 0; i < sizeof programs / sizeof *programs; i++)
    if (!strcmp(program_invocation_short_name, programs[i]))
      return 1;
  return 0;
}

static void owners(int folder, const char *path, int flags, unsigned *user, unsigned *group) {
  char at[PATH_MAX];
  unsigned of[] = {-1u, -1u};
  int error = errno;
  if (!*user && !*group && asks_for_owners() &&
      !resolve(folder, path, !(flags & AT_SYMLINK_NOFOLLOW), at)) {
    recorded(at, of, of + 1);
    *user = of[0] == -1u ? *user : of[0];
    *group = of[1] == -1u ? *group : of[1];
  }
  errno = error;
}

/* By the names that programs of each suite's C library call; struct stat64 is struct stat on 64 bits. */
#define NAMED(name, symbol) name __asm__(symbol)
#define ALSO(symbol, of) __asm__(".globl " symbol "\n.set " symbol ", " of)

int NAMED(see_fstatat(int folder, const char *path, struct stat *out, int flags), "fstatat");
int NAMED(see_stat(const char *path, struct stat *out), "stat");
int NAMED(see_lstat(const char *path, struct stat *out), "lstat");
int NAMED(see_fstat(int file, struct stat *out), "fstat");
int NAMED(see_fxstatat(int version, int folder, const char *path, struct stat *out, int flags),
          "__fxstatat");
int NAMED(see_xstat(int version, const char *path, struct stat *out), "__xstat");
int NAMED(see_lxstat(int version, const char *path, struct stat *out), "__lxstat");
int NAMED(see_fxstat(int version, int file, struct stat *out), "__fxstat");

int see_fstatat(int folder, const char *path, struct stat *out, int flags) {
  int status = syscall(SYS_newfstatat, folder, path, out, flags);
  if (!status)
    owners(folder, path, flags, &out->st_uid, &out->st_gid);
  return status;
}

int see_stat(const char *path, struct stat *out) { return see_fstatat(AT_FDCWD, path, out, 0); }

int see_lstat(const char *path, struct stat *out) {
  return see_fstatat(AT_FDCWD, path, out, AT_SYMLINK_NOFOLLOW);
}

int see_fstat(int file, struct stat *out) {
  int status = syscall(SYS_fstat, file, out);
  if (!status)
    owners(file, "", AT_EMPTY_PATH, &out->st_uid, &out->st_gid);
  return status;
}

int see_fxstatat(int version, int folder, const char *path, struct stat *out, int flags) {
  (void)version;
  return see_fstatat(folder, path, out, flags);
}

int see_xstat(int version, const char *path, struct stat *out) {
  (void)version;
  return see_stat(path, out);
}

int see_lxstat(int version, const char *path, struct stat *out) {
  (void)version;
  return see_lstat(path, out);
}

int see_fxstat(int version, int file, struct stat *out) {
  (void)version;
  return see_fstat(file, out);
}

ALSO("fstatat64", "fstatat");
ALSO("stat64", "stat");
ALSO("lstat64", "lstat");
ALSO("fstat64", "fstat");
ALSO("__fxstatat64", "__fxstatat");
ALSO("__xstat64", "__xstat");
ALSO("__lxstat64", "__lxstat");
ALSO("__fxstat64", "__fxstat");

int statx(int folder, const char *path, int flags, unsigned mask, struct statx *out) {
  int status = syscall(SYS_statx, folder, path, flags, mask, out);
  if (!status)
    owners(folder, path, flags, &out->stx_uid, &out->stx_gid);
  return status;
}
