/* What listener.c looks up of a process whose call it answers: names, memory and whom it became. */
#include "record.h"

static int place_of(pid_t process, const char *what, char *out) {
  char link[64];
  snprintf(link, sizeof link, "/proc/%d/%s", process, what);
  ssize_t length = readlink(link, out, PATH_MAX - 1);
  if (length < 0)
    return -1;
  out[length] = 0;
  return 0;
}

/* Bytes of a process's memory, as many as there are up to a NUL. */
static int text_of(pid_t process, unsigned long long at, char *out, size_t most, int text) {
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/mem", process);
  int file = open(path, O_RDONLY | O_CLOEXEC);
  size_t got = 0;
  int complete = 0;
  while (file >= 0 && got < most && !complete) {
    size_t piece = 4096 - (at + got) % 4096; /* the next page may not be there */
    ssize_t read = pread(file, out + got, piece < most - got ? piece : most - got, at + got);
    if (read <= 0)
      break;
    complete = text ? !!memchr(out + got, 0, read) : got + read == most;
    got += read;
  }
  if (file >= 0)
    close(file);
  return complete ? 0 : -1;
}

/* Where a name of a process's leads, for a process that sees the root that this one sees. */
static int resolve(pid_t process, int folder, const char *path, int follow, char *out) {
  char full[2 * PATH_MAX] = "", what[32] = "root";
  int number = descriptor_of(path, follow); /* A process's own, not that of who resolves it. */
  if (number >= 0) {
    folder = number;
    path = "";
  }
  if (path[0] != '/') {
    if (folder == AT_FDCWD)
      strcpy(what, "cwd");
    else
      snprintf(what, sizeof what, "fd/%d", folder);
  }
  if (place_of(process, what, full))
    return -1;
  if (!path[0]) {
    snprintf(out, PATH_MAX, "%.*s", PATH_MAX - 1, full);
    return 0;
  }
  size_t length = strlen(full);
  snprintf(full + length, sizeof full - length, "/%s", path);
  return resolve_full(full, follow, out);
}

static void package_of(pid_t process, char *out, size_t most) {
  static const char name[] = "DPKG_MAINTSCRIPT_PACKAGE=";
  char path[64], variables[1 << 16];
  snprintf(path, sizeof path, "/proc/%d/environ", process);
  int file = open(path, O_RDONLY | O_CLOEXEC);
  ssize_t length = file < 0 ? 0 : read(file, variables, sizeof variables - 1);
  if (file >= 0)
    close(file);
  *out = 0;
  variables[length > 0 ? length : 0] = 0;
  for (char *each = variables; each < variables + length; each += strlen(each) + 1)
    if (!strncmp(each, name, sizeof name - 1))
      snprintf(out, most, "%s", each + sizeof name - 1);
}

/* Whether recorder.c is in the process, and has heard of this as well. */
static int is_recorded(pid_t process) {
  char path[64], line[2 * PATH_MAX];
  int found = 0;
  snprintf(path, sizeof path, "/proc/%d/maps", process);
  FILE *maps = fopen(path, "re");
  while (maps && !found && fgets(line, sizeof line, maps))
    found = !!strstr(line, "/recorder.so");
  if (maps)
    fclose(maps);
  return found;
}

static rlim_t identity(pid_t process) {
  struct rlimit limit;
  return prlimit(process, IDENTITY, NULL, &limit) ? RLIM_INFINITY : limit.rlim_cur;
}
