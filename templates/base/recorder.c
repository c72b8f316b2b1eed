/* Preloaded into every program while packages are configured. In the sandbox all files belong to one
   user, so whoever gives one away has it written down here, and wee puts it into the layer later:
   fields that end in NUL, "own", uid, gid, path, or "move", from, to, "". What does not come by the
   C library, as a static program, is refused by the sandbox's seccomp filter. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static const char *calls = "/tmp/record/calls";

/* One write, so that programs beside each other don't mix their lines. */
static int record(const char *what, const char *a, const char *b, const char *c) {
  char line[3 * PATH_MAX];
  int length = snprintf(line, sizeof line, "%s%c%s%c%s%c%s%c", what, 0, a, 0, b, 0, c, 0);
  int file = open(calls, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  int written = file >= 0 && length < (int)sizeof line && write(file, line, length) == length;
  if (file >= 0)
    close(file);
  if (!written) {
    dprintf(2, "wee: could not record that %s was given to somebody.\n", *c ? c : a);
    errno = EPERM;
    return -1;
  }
  return 0;
}

/* The absolute path of a file; where links are not to be followed, that of the link itself. */
static int resolve(int folder, const char *path, int follow, char *out) {
  char full[2 * PATH_MAX], parent[PATH_MAX], link[64];
  ssize_t length = 0;
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
  if (follow)
    return realpath(full, out) ? 0 : -1;
  for (size_t end = strlen(full); end > 1 && full[end - 1] == '/'; end--)
    full[end - 1] = 0;
  char *slash = strrchr(full, '/');
  const char *name = slash ? slash + 1 : full;
  if (!realpath(slash == full ? "/" : slash ? (*slash = 0, full) : ".", parent))
    return -1;
  if (snprintf(out, PATH_MAX, "%s/%s", strcmp(parent, "/") ? parent : "", name) >= PATH_MAX) {
    errno = ENAMETOOLONG;
    return -1;
  }
  return 0;
}

int fchownat(int folder, const char *path, uid_t user, gid_t group, int flags) {
  struct stat there;
  char at[PATH_MAX] = "", uid[16], gid[16];
  if (fstatat(folder, path, &there, flags & (AT_EMPTY_PATH | AT_SYMLINK_NOFOLLOW)) ||
      resolve(folder, path, !(flags & AT_SYMLINK_NOFOLLOW), at))
    return -1;
  snprintf(uid, sizeof uid, "%d", (int)user);
  snprintf(gid, sizeof gid, "%d", (int)group);
  return record("own", uid, gid, at);
}

int chown(const char *path, uid_t user, gid_t group) {
  return fchownat(AT_FDCWD, path, user, group, 0);
}

int lchown(const char *path, uid_t user, gid_t group) {
  return fchownat(AT_FDCWD, path, user, group, AT_SYMLINK_NOFOLLOW);
}

int fchown(int file, uid_t user, gid_t group) {
  return fchownat(file, "", user, group, AT_EMPTY_PATH);
}

/* A new name takes its owner along. */
static int moved(int done, const char *from, int folder, const char *to) {
  char at[PATH_MAX] = "";
  int error = errno;
  if (!done && *from && !resolve(folder, to, 0, at))
    record("move", from, at, "");
  errno = error;
  return done;
}

int renameat2(int from, const char *old, int to, const char *new, unsigned flags) {
  static int (*real)(int, const char *, int, const char *, unsigned);
  char at[PATH_MAX] = "";
  resolve(from, old, 0, at);
  if (!real)
    real = dlsym(RTLD_NEXT, "renameat2");
  return moved(real(from, old, to, new, flags), at, to, new);
}

int renameat(int from, const char *old, int to, const char *new) {
  static int (*real)(int, const char *, int, const char *);
  char at[PATH_MAX] = "";
  resolve(from, old, 0, at);
  if (!real)
    real = dlsym(RTLD_NEXT, "renameat");
  return moved(real(from, old, to, new), at, to, new);
}

int rename(const char *old, const char *new) {
  static int (*real)(const char *, const char *);
  char at[PATH_MAX] = "";
  resolve(AT_FDCWD, old, 0, at);
  if (!real)
    real = dlsym(RTLD_NEXT, "rename");
  return moved(real(old, new), at, AT_FDCWD, new);
}

/* Who a program would have become, handed on to what it starts. In the sandbox it stays root, so that
   a script's su postgres -c "test -O /var/lib/postgresql" would find that the folder is its own. */
static void become(const char *name, unsigned id) {
  char number[16];
  snprintf(number, sizeof number, "%u", id);
  if (id != (unsigned)-1)
    setenv(name, number, 1);
}

/* Shells alone ask who they are to compare owners; others would do what only that user may. */
static unsigned identity(const char *name, unsigned real) {
  static const char *shells[] = {"sh", "dash", "bash", "test", "["};
  const char *id = getenv(name);
  for (size_t i = 0; id && i < sizeof shells / sizeof *shells; i++)
    if (!strcmp(program_invocation_short_name, shells[i]))
      return strtoul(id, 0, 10);
  return real;
}

int setuid(uid_t user) {
  become("WEE_UID", user);
  return syscall(SYS_setuid, user);
}

int setgid(gid_t group) {
  become("WEE_GID", group);
  return syscall(SYS_setgid, group);
}

int setresuid(uid_t real, uid_t effective, uid_t saved) {
  become("WEE_UID", effective);
  return syscall(SYS_setresuid, real, effective, saved);
}

int setresgid(gid_t real, gid_t effective, gid_t saved) {
  become("WEE_GID", effective);
  return syscall(SYS_setresgid, real, effective, saved);
}

uid_t getuid(void) { return identity("WEE_UID", syscall(SYS_getuid)); }

uid_t geteuid(void) { return identity("WEE_UID", syscall(SYS_geteuid)); }

gid_t getgid(void) { return identity("WEE_GID", syscall(SYS_getgid)); }

gid_t getegid(void) { return identity("WEE_GID", syscall(SYS_getegid)); }
