/* Preloaded into every program while packages are configured. In the sandbox all files belong to one
   user, so whoever gives one away has it written down here, and wee puts it into the layer later. What
   does not come by the C library, as from a static program, listener.c hears of. */
#include "whose.c"

#include "clock.c"

int fchownat(int folder, const char *path, uid_t user, gid_t group, int flags) {
  struct stat there;
  char at[PATH_MAX] = "";
  if (fstatat(folder, path, &there, flags & (AT_EMPTY_PATH | AT_SYMLINK_NOFOLLOW)) ||
      resolve(folder, path, !(flags & AT_SYMLINK_NOFOLLOW), at) ||
      record_owner("own", user, group, at))
    return -1;
  int error = errno;
  if (!access(REAL, F_OK)) /* Else who became that user could not write there. */
    syscall(SYS_fchownat, folder, path, user, group, flags);
  errno = error;
  return 0;
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

/* In the sandbox an ACL can't name anybody but its one user, and no layer of wee holds one: acl(5). systemd's
   script of bullseye ends where it can't set them. */
static int acl(int done, const char *name) {
  return done && errno == EINVAL && !strncmp(name, "system.posix_acl_", 17) ? 0 : done;
}

int setxattr(const char *path, const char *name, const void *value, size_t size, int flags) {
  return acl(syscall(SYS_setxattr, path, name, value, size, flags), name);
}

int lsetxattr(const char *path, const char *name, const void *value, size_t size, int flags) {
  return acl(syscall(SYS_lsetxattr, path, name, value, size, flags), name);
}

int fsetxattr(int file, const char *name, const void *value, size_t size, int flags) {
  return acl(syscall(SYS_fsetxattr, file, name, value, size, flags), name);
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

/* Shells alone ask who they are to compare owners, as in su postgres -c "test -O /var/lib/postgresql";
   others would do what only that user may. */
static unsigned identity(unsigned (*of)(rlim_t), long number) {
  static const char *shells[] = {"sh", "dash", "bash", "test", "["};
  struct rlimit limit;
  for (size_t i = 0; i < sizeof shells / sizeof *shells; i++)
    if (!strcmp(program_invocation_short_name, shells[i]) && !getrlimit(IDENTITY, &limit) &&
        limit.rlim_cur != RLIM_INFINITY)
      return of(limit.rlim_cur);
  return syscall(number);
}

uid_t getuid(void) { return identity(uid_of, SYS_getuid); }

uid_t geteuid(void) { return identity(uid_of, SYS_geteuid); }

gid_t getgid(void) { return identity(gid_of, SYS_getgid); }

gid_t getegid(void) { return identity(gid_of, SYS_getegid); }
