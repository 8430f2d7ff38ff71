#!/bin/bash
# The first process of a guest: prepares the machine, does one job, sends what came of it, and stops.
# Serial lines: 0 the console; 1 and 2 the job's output and errors; 3 an archive of /out and /job/code.
export PATH=/usr/sbin:/usr/bin HOME=/root LANG=C.UTF-8 TERM=linux
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
mkdir -p /dev/pts /dev/shm /tmp /run /root /out
mount -t devpts -o ptmxmode=0666 pts /dev/pts
mount -t tmpfs tmp /tmp
mount -t tmpfs run /run
ln -sf /proc/self/fd /dev/fd
modprobe -aq inet_diag tcp_diag udp_diag af_packet_diag unix_diag tun veth
for line in 1 2 3; do stty -F /dev/ttyS$line raw clocal -echo; done
cd /project || exit
mapfile -d '' -t env < /job/env
mapfile -d '' -t argv < /job/argv
env "${env[@]}" node "${argv[@]}" < /job/stdin 2> /dev/ttyS2 | cat > /dev/ttyS1
echo "${PIPESTATUS[0]}" > /job/code
tar -cf /dev/ttyS3 -C / job/code out
echo o > /proc/sysrq-trigger
sleep 60
