/* Part of the preloaded library: what scripts write may hold the time, as each entry of Java's cacerts does. So
   that the same packages are the same base on every day, the clock shows NOW, the time of the newest package, and
   stands still for the first minute of each program; it goes on then, for those that wait until it has. Clocks
   that count from the start of the machine are the machine's. */
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define STANDS 60

static struct timespec began;

static __attribute__((constructor)) void begin(void) { syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &began); }

static time_t now(void) {
  struct timespec at;
  if (syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &at) || !began.tv_sec)
    return NOW;
  time_t since = at.tv_sec - began.tv_sec;
  return since > STANDS ? NOW + since - STANDS : NOW;
}

int clock_gettime(clockid_t clock, struct timespec *out) {
  if (clock != CLOCK_REALTIME && clock != CLOCK_REALTIME_COARSE && clock != CLOCK_TAI)
    return syscall(SYS_clock_gettime, clock, out);
  out->tv_sec = now();
  out->tv_nsec = 0;
  return 0;
}

int gettimeofday(struct timeval *restrict out, void *restrict zone) {
  if (zone)
    memset(zone, 0, sizeof(struct timezone));
  if (out) {
    out->tv_sec = now();
    out->tv_usec = 0;
  }
  return 0;
}

time_t time(time_t *out) {
  time_t at = now();
  if (out)
    *out = at;
  return at;
}

int timespec_get(struct timespec *out, int base) {
  return base == TIME_UTC && !clock_gettime(CLOCK_REALTIME, out) ? base : 0;
}
