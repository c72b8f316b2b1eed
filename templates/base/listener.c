/* Starts a program and hears from Linux, by seccomp_unotify(2), what it and all that it starts do to owners,
   also what does not come by the C library: programs that are linked statically, and files that are created
   after su, setpriv or start-stop-daemon. In the sandbox all files belong to one user; what is recorded here,
   and by recorder.c, wee puts into the layer later. */
#include "process.h"

#include <dirent.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <sys/wait.h>

#ifdef __x86_64__
#define MACHINE AUDIT_ARCH_X86_64
#else
#define MACHINE AUDIT_ARCH_AARCH64
#endif
#ifndef SYS_openat2
#define SYS_openat2 437
#endif

enum kind { OWN, BECOME, CREATE, NODE, HARDLINK, MOVE, REMOVE };

/* What a call's arguments are, by their places; -1 where it has none such. */
struct call {
  int number;
  enum kind kind;
  int folder, path; /* of BECOME: the effective user, the effective group */
  int user;         /* of OWN; the group comes after it. Of CREATE: flags of open(2). Of NODE: its type and mode.
                       Of HARDLINK and MOVE: the new name, after its folder where the old one has a folder too */
  int flags;        /* of OWN, HARDLINK and REMOVE: its place, or one of the flags below */
};

enum { FOLLOW = -1, LINK = -2, DESCRIPTOR = -3, FOLDER_ALONE = -4 };

static const struct call calls[] = {
    {SYS_fchown, OWN, 0, -1, 1, DESCRIPTOR},
    {SYS_fchownat, OWN, 0, 1, 2, 4},
    {SYS_setuid, BECOME, 0, -1, 0, 0},
    {SYS_setgid, BECOME, -1, 0, 0, 0},
    {SYS_setreuid, BECOME, 1, -1, 0, 0},
    {SYS_setregid, BECOME, -1, 1, 0, 0},
    {SYS_setresuid, BECOME, 1, -1, 0, 0},
    {SYS_setresgid, BECOME, -1, 1, 0, 0},
    {SYS_setfsuid, BECOME, 0, -1, 0, 0},
    {SYS_setfsgid, BECOME, -1, 0, 0, 0},
    {SYS_setgroups, BECOME, -1, -1, 0, 0},
    {SYS_openat, CREATE, 0, 1, 2, 0},
    {SYS_openat2, CREATE, 0, 1, -1, 0},
    {SYS_mkdirat, CREATE, 0, 1, -1, 0},
    {SYS_symlinkat, CREATE, 1, 2, -1, 0},
    {SYS_mknodat, NODE, 0, 1, 2, 0},
    {SYS_linkat, HARDLINK, 0, 1, 2, 4},
    {SYS_renameat2, MOVE, 0, 1, 2, 0},
    {SYS_unlinkat, REMOVE, 0, 1, -1, 2},
#ifdef SYS_renameat
    {SYS_renameat, MOVE, 0, 1, 2, 0},
#endif
#ifdef SYS_open
    {SYS_chown, OWN, -1, 0, 1, FOLLOW},
    {SYS_lchown, OWN, -1, 0, 1, LINK},
    {SYS_open, CREATE, -1, 0, 1, 0},
    {SYS_creat, CREATE, -1, 0, -1, 0},
    {SYS_mkdir, CREATE, -1, 0, -1, 0},
    {SYS_symlink, CREATE, -1, 1, -1, 0},
    {SYS_mknod, NODE, -1, 0, 1, 0},
    {SYS_link, HARDLINK, -1, 0, 1, LINK},
    {SYS_rename, MOVE, -1, 0, 1, 0},
    {SYS_unlink, REMOVE, -1, 0, -1, LINK},
    {SYS_rmdir, REMOVE, -1, 0, -1, FOLDER_ALONE},
#endif
};

enum { CALLS = sizeof calls / sizeof *calls };

/* The bit of a mode that S_IFCHR and S_IFBLK have, and neither files nor pipes nor sockets. */
enum { A_DEVICE = S_IFCHR };

/* Linux has the answers that let a call go on since 5.5. */
static int is_heard(void) {
  struct utsname system;
  int major = 0, minor = 0;
  uname(&system);
  sscanf(system.release, "%d.%d", &major, &minor);
  return major > 5 || (major == 5 && minor >= 5);
}

/* Where nobody listens, owners can't be changed but by the C library, where recorder.c is, and nobody becomes
   another user: what that one creates would be lost. */
static unsigned answer(const struct call *call, int heard) {
  if (heard)
    return SECCOMP_RET_USER_NOTIF;
  return call->kind == OWN || call->kind == BECOME ? SECCOMP_RET_ERRNO | EPERM : SECCOMP_RET_ALLOW;
}

static int filter(int heard) {
  struct sock_filter program[6 * CALLS + 8];
  unsigned short size = 0;
#define ADD(...) program[size++] = (struct sock_filter)__VA_ARGS__
  ADD(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)));
  ADD(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, MACHINE, 1, 0));
  ADD(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
  for (int i = 0; i < CALLS; i++) {
    const struct call *call = calls + i;
    int flags = call->kind == NODE || (call->kind == CREATE && call->user >= 0);
    ADD(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)));
    ADD(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call->number, 0, flags ? 4 : 1));
    if (flags) {
      ADD(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[call->user])));
      if (call->kind == CREATE) {
        ADD(BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, O_CREAT, 1, 0));
        ADD(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
      } else { /* Devices can't be made, which succeeds without effect. */
        ADD(BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, A_DEVICE, 0, 1));
        ADD(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO));
      }
    }
    ADD(BPF_STMT(BPF_RET | BPF_K, answer(call, heard)));
  }
  ADD(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
  struct sock_fprog whole = {size, program};
  return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
                 heard ? SECCOMP_FILTER_FLAG_NEW_LISTENER : 0, &whole);
}

/* With the program and the package that did it. */
static void say(const char *call, pid_t process, const char *what) {
  char program[PATH_MAX] = "", package[256];
  place_of(process, "exe", program);
  package_of(process, package, sizeof package);
  record(call, program, package, what);
}

static void lost(pid_t process, const char *what) { say("lost", process, what); }

static int own(const struct seccomp_notif *request, const struct call *call) {
  pid_t process = request->pid;
  const __u64 *argument = request->data.args;
  int flags = call->flags >= 0            ? (int)argument[call->flags]
              : call->flags == LINK       ? AT_SYMLINK_NOFOLLOW
              : call->flags == DESCRIPTOR ? AT_EMPTY_PATH
                                          : 0;
  int folder = call->folder < 0 ? AT_FDCWD : (int)argument[call->folder];
  unsigned user = argument[call->user], group = argument[call->user + 1];
  char path[PATH_MAX] = "", at[PATH_MAX];
  struct stat there;
  if (call->path >= 0 && text_of(process, argument[call->path], path, sizeof path, 1)) {
    lost(process, "a file whose name it did not let be read");
    return -EPERM;
  }
  int follow = !(flags & AT_SYMLINK_NOFOLLOW);
  if (!path[0] && !(flags & AT_EMPTY_PATH))
    return -ENOENT;
  if (resolve(process, folder, path, follow, at))
    return -errno;
  if (path[0] && descriptor_of(path, follow) < 0 && lstat(at, &there))
    return -errno;
  return record_owner("own", user, group, at) ? -EPERM : 0;
}

static int become(const struct seccomp_notif *request, const struct call *call) {
  rlim_t before = identity(request->pid);
  unsigned user = uid_of(before), group = gid_of(before);
  if (call->folder >= 0 && (unsigned)request->data.args[call->folder] != -1u)
    user = request->data.args[call->folder];
  if (call->path >= 0 && (unsigned)request->data.args[call->path] != -1u)
    group = request->data.args[call->path];
  struct rlimit limit = {identity_of(user, group), RLIM_INFINITY};
  if (limit.rlim_cur != before && prlimit(request->pid, IDENTITY, &limit, NULL)) {
    char what[64];
    snprintf(what, sizeof what, "what the user %u creates", user);
    lost(request->pid, what);
    return -EPERM;
  }
  return 0;
}

/* In a folder that hands its group on, that is the file's. */
static unsigned group_in(const char *at, unsigned group) {
  char parent[PATH_MAX];
  struct stat folder;
  strcpy(parent, at);
  *strrchr(parent, '/') = 0;
  return !stat(*parent ? parent : "/", &folder) && folder.st_mode & S_ISGID ? OF_FOLDER : group;
}

static void created(const struct seccomp_notif *request, const struct call *call) {
  rlim_t whose = identity(request->pid);
  const __u64 *argument = request->data.args;
  char path[PATH_MAX], at[PATH_MAX];
  struct stat there;
  __u64 how;
  int folder = call->folder < 0 ? AT_FDCWD : (int)argument[call->folder];
  if (call->kind == NODE && S_ISFIFO(argument[call->user]) &&
      !text_of(request->pid, argument[call->path], path, sizeof path, 1) &&
      !resolve(request->pid, folder, path, 0, at))
    say("pipe", request->pid, at);
  if (whose == RLIM_INFINITY)
    return;
  if (request->data.nr == SYS_openat2 &&
      (text_of(request->pid, argument[2], (char *)&how, sizeof how, 0) || !(how & O_CREAT)))
    return;
  if (text_of(request->pid, argument[call->path], path, sizeof path, 1))
    lost(request->pid, "a file that it created as another user");
  else if (!resolve(request->pid, folder, path, 0, at) && lstat(at, &there) &&
           strncmp(at, "/proc/", 6) && strncmp(at, "/dev/", 5)) /* It is not there already. */
    record_owner("made", uid_of(whose), group_in(at, gid_of(whose)), at);
}

/* Another name of a file is the same file, also where the first is removed later. */
static void linked_again(const struct seccomp_notif *request, const struct call *call, const char *from,
                         const char *to, int follow) {
  int step = call->folder < 0 ? 0 : 1;
  char old[PATH_MAX], new[PATH_MAX];
  struct stat there;
  unsigned user = -1u, group = -1u;
  if (resolve(request->pid, step ? (int)request->data.args[call->folder] : AT_FDCWD, from, follow, old) ||
      resolve(request->pid, step ? (int)request->data.args[2] : AT_FDCWD, to, 0, new) || !lstat(new, &there))
    return;
  recorded(old, &user, &group);
  if (user != -1u || group != -1u)
    record_owner("own", user, group, new);
}

/* A file without a name, of O_TMPFILE, gets one: its owner is whoever it was given to before, else the user
   that names it. */
static void linked(const struct seccomp_notif *request, const struct call *call) {
  const __u64 *argument = request->data.args;
  char from[PATH_MAX], to[PATH_MAX] = "", descriptor[32], file[64], old[PATH_MAX], new[PATH_MAX];
  int step = call->folder < 0 ? 0 : 1;
  int flags = call->flags < 0 ? 0 : (int)argument[call->flags];
  rlim_t whose = identity(request->pid);
  struct stat one, other;
  if (text_of(request->pid, argument[call->path], from, sizeof from, 1))
    return;
  int readable = !text_of(request->pid, argument[call->user + step], to, sizeof to, 1);
  int number = from[0] ? descriptor_of(from, flags & AT_SYMLINK_FOLLOW) : (int)argument[0];
  snprintf(descriptor, sizeof descriptor, "fd/%d", number);
  snprintf(file, sizeof file, "/proc/%d/%s", request->pid, descriptor);
  if (number < 0) {
    if (readable)
      linked_again(request, call, from, to, flags & AT_SYMLINK_FOLLOW);
    return;
  }
  if (stat(file, &one) || one.st_nlink)
    return;
  if (!readable || place_of(request->pid, descriptor, old) ||
      resolve(request->pid, step ? (int)argument[2] : AT_FDCWD, to, 0, new))
    lost(request->pid, "a file without a name that it gave one");
  else if (lstat(new, &other)) { /* Nothing is there already. */
    if (whose != RLIM_INFINITY)
      record_owner("made", uid_of(whose), group_in(new, gid_of(whose)), new);
    record("link", old, new, "");
  }
}

/* A new name takes its owner along; recorder.c says so itself, when it is done. */
static void moved(const struct seccomp_notif *request, const struct call *call) {
  const __u64 *argument = request->data.args;
  char from[PATH_MAX], to[PATH_MAX], old[PATH_MAX], new[PATH_MAX];
  int step = call->folder < 0 ? 0 : 1; /* with a folder before each name */
  int there = step ? (int)argument[2] : AT_FDCWD;
  struct stat one, other;
  if (is_recorded(request->pid) ||
      text_of(request->pid, argument[call->path], from, sizeof from, 1) ||
      text_of(request->pid, argument[call->user + step], to, sizeof to, 1) ||
      resolve(request->pid, step ? (int)argument[0] : AT_FDCWD, from, 0, old) ||
      resolve(request->pid, there, to, 0, new) || lstat(old, &one))
    return;
  char parent[PATH_MAX];
  strcpy(parent, new);
  *strrchr(parent, '/') = 0;
  if (!stat(*parent ? parent : "/", &other) && one.st_dev == other.st_dev)
    record("move", old, new, "");
}

static int is_empty(const char *path) {
  DIR *folder = opendir(path);
  int names = 0;
  while (folder && names <= 2 && readdir(folder))
    names++;
  if (folder)
    closedir(folder);
  return folder && names <= 2;
}

/* Whoever makes a file of that name afterwards makes another. One that has more names stays. */
static void removed(const struct seccomp_notif *request, const struct call *call) {
  const __u64 *argument = request->data.args;
  int folder = call->folder < 0 ? AT_FDCWD : (int)argument[call->folder];
  int whole = call->flags == FOLDER_ALONE || (call->flags >= 0 && argument[call->flags] & AT_REMOVEDIR);
  char path[PATH_MAX], at[PATH_MAX];
  struct stat there;
  unsigned user = -1u, group = -1u;
  if (text_of(request->pid, argument[call->path], path, sizeof path, 1) ||
      resolve(request->pid, folder, path, 0, at) || lstat(at, &there) || !S_ISDIR(there.st_mode) != !whole ||
      (whole ? !is_empty(at) : there.st_nlink > 1))
    return;
  recorded(at, &user, &group);
  if ((int)user > 0 || (int)group > 0)
    record("gone", "", "", at);
}

static void hear(int listener) {
  struct seccomp_notif request;
  struct seccomp_notif_resp response;
  memset(&request, 0, sizeof request);
  memset(&response, 0, sizeof response);
  if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &request))
    return; /* It was interrupted, or ended. */
  response.id = request.id;
  for (int i = 0; i < CALLS; i++) {
    if (calls[i].number != request.data.nr)
      continue;
    if (calls[i].kind == OWN)
      response.error = own(&request, calls + i);
    else if (calls[i].kind == BECOME)
      response.error = become(&request, calls + i);
    else {
      (calls[i].kind == MOVE       ? moved
       : calls[i].kind == HARDLINK ? linked
       : calls[i].kind == REMOVE   ? removed
                                   : created)(&request, calls + i);
      response.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
    }
    break;
  }
  ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &response);
}

/* In a container of a daemon, also of another processor's, where root may become anybody. */
static int users_are_real(void) {
  pid_t child = fork();
  int status = 1;
  if (!child)
    _exit(syscall(SYS_setresuid, 1, 1, 1) || syscall(SYS_geteuid) != 1);
  return child > 0 && waitpid(child, &status, 0) == child && status == 0;
}

static void mark(const char *path) { close(open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0644)); }

int main(int count, char **words) {
  sigset_t ends, before;
  if (count < 2)
    return 2;
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); /* Memory of descendants alone may be read. */
  int real = users_are_real();
  int listener = is_heard() ? filter(1) : -1;
  if (listener < 0) {
    mark(real ? REAL : UNHEARD);
    if (!real && filter(0))
      perror("wee: no filter of calls is possible here");
    execvp(words[1], words + 1);
    return 127;
  }
  sigemptyset(&ends);
  sigaddset(&ends, SIGCHLD);
  sigprocmask(SIG_BLOCK, &ends, &before);
  int ended = signalfd(-1, &ends, SFD_CLOEXEC);
  pid_t child = fork();
  if (!child) {
    sigprocmask(SIG_SETMASK, &before, NULL);
    execvp(words[1], words + 1);
    _exit(127);
  }
  struct pollfd either[] = {{listener, POLLIN, 0}, {ended, POLLIN, 0}};
  for (;;) {
    if (poll(either, 2, -1) < 0)
      continue;
    if (either[0].revents & POLLIN)
      hear(listener);
    if (either[1].revents & POLLIN) {
      struct signalfd_siginfo signal;
      int status;
      pid_t pid;
      if (read(ended, &signal, sizeof signal) < 0)
        continue;
      while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
        if (pid == child)
          return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
  }
}
