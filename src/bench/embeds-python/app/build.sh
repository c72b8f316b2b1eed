set -eu
cd /app
gcc $(python3-config --embed --cflags) -o embed embed.c $(python3-config --embed --ldflags)
./embed
