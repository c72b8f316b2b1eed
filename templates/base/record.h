/* What wee is told of owners while packages are configured: fields that end in NUL, four each:
   "own", uid, gid, path; "made", uid, gid, path; "move", from, to, ""; "lost", program, package, what;
   "gone", "", "", path: it was removed, and was somebody's before;
   "link", from, to, "": a file without a name, called as /proc/self/fd shows it, got one;
   "pipe", program, package, path, and of those that are left in the end "left", "", "", path. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* A group that is the folder's in which a file was made. */
#define OF_FOLDER -2u

#define FOLDER "/tmp/record"

/* Whoever starts the scripts leaves one of these where Linux reports no calls: where processes can become
   others, and where they can't. */
#define REAL FOLDER "/real"
#define UNHEARD FOLDER "/unheard"

/* Whom a process would have become, which its children are as well: in the sandbox all stay root. The limit
   is one that binds processes of real-time scheduling alone; unlike a variable it lasts where a program
   starts another with an environment of its own, as sudo does. */
#define IDENTITY RLIMIT_RTTIME

static inline rlim_t identity_of(unsigned uid, unsigned gid) {
  return uid || gid ? (rlim_t)uid << 32 | gid : RLIM_INFINITY;
}

static inline unsigned uid_of(rlim_t identity) {
  return identity == RLIM_INFINITY ? 0 : identity >> 32;
}

static inline unsigned gid_of(rlim_t identity) {
  return identity == RLIM_INFINITY ? 0 : identity & 0xffffffff;
}

/* One write, so that programs beside each other don't mix their lines. */
static inline int record(const char *what, const char *a, const char *b, const char *c) {
  char line[3 * PATH_MAX];
  int length = snprintf(line, sizeof line, "%s%c%s%c%s%c%s%c", what, 0, a, 0, b, 0, c, 0);
  int file = open(FOLDER "/calls", O_WRONLY | O_APPEND | O_CLOEXEC);
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

static inline int record_owner(const char *what, unsigned user, unsigned group, const char *path) {
  char uid[16], gid[16];
  snprintf(uid, sizeof uid, "%d", (int)user);
  snprintf(gid, sizeof gid, "%d", (int)group);
  return record(what, uid, gid, path);
}

/* The latest record that names a file counts, under the names that it had before. */
static inline void look(const char *all, size_t size, char *path, unsigned *user, unsigned *group) {
  const char *fields[4], *end = all + size;
  while (end > all && (*user == -1u || *group == -1u)) {
    for (int i = 3; i >= 0; i--) {
      if (end <= all)
        return;
      const char *start = end - 1;
      while (start > all && start[-1])
        start--;
      fields[i] = start;
      end = start;
    }
    size_t length = strlen(fields[2]);
    if (!strcmp(fields[0], "move")) {
      char before[2 * PATH_MAX];
      if (strncmp(path, fields[2], length) || (path[length] && path[length] != '/'))
        continue;
      snprintf(before, sizeof before, "%s%s", fields[1], path + length);
      snprintf(path, PATH_MAX, "%.*s", PATH_MAX - 1, before);
    } else if (!strcmp(fields[0], "link") && !strcmp(fields[2], path)) {
      char before[PATH_MAX];
      snprintf(before, sizeof before, "%s", fields[1]);
      look(all, fields[0] - all, before, user, group);
    } else if (!strcmp(fields[0], "gone") && !strcmp(fields[3], path)) {
      *user = *user == -1u ? 0 : *user;
      *group = *group == -1u ? 0 : *group;
    } else if ((!strcmp(fields[0], "own") || !strcmp(fields[0], "made")) && !strcmp(fields[3], path)) {
      unsigned of[] = {strtol(fields[1], 0, 10), strtol(fields[2], 0, 10)};
      *user = *user == -1u ? of[0] : *user;
      *group = *group == -1u ? of[1] : *group;
    }
  }
}

/* Whose a file is by what is recorded up to now; what nobody was named for stays -1. */
static inline void recorded(const char *path, unsigned *user, unsigned *group) {
  char at[PATH_MAX];
  struct stat size;
  int file = open(FOLDER "/calls", O_RDONLY | O_CLOEXEC);
  if (file < 0)
    return;
  if (!syscall(SYS_fstat, file, &size) && size.st_size > 0) {
    char *all = mmap(NULL, size.st_size, PROT_READ, MAP_PRIVATE, file, 0);
    if (all != MAP_FAILED) {
      snprintf(at, sizeof at, "%s", path);
      look(all, size.st_size, at, user, group);
      munmap(all, size.st_size);
    }
  }
  close(file);
}

/* The descriptor that a name such as /proc/self/fd/3 stands for where links are followed; else -1. */
static inline int descriptor_of(const char *path, int follow) {
  static const char *folders[] = {"/proc/self/fd/", "/proc/thread-self/fd/", "/dev/fd/"};
  for (size_t i = 0; follow && i < sizeof folders / sizeof *folders; i++) {
    size_t length = strlen(folders[i]);
    char *end;
    long number = 0;
    if (strncmp(path, folders[i], length) || path[length] < '0' || path[length] > '9')
      continue;
    number = strtol(path + length, &end, 10);
    return *end || number > INT_MAX ? -1 : (int)number;
  }
  return -1;
}

/* The real path of a file; where links are not to be followed, that of the link itself. */
static inline int resolve_full(char *full, int follow, char *out) {
  char parent[PATH_MAX];
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
