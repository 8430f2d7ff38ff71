#!/bin/bash
# The first process of a guest: prepares the machine, does one job, sends what came of it, and stops.
# Virtual ports: 1 and 2 take the job's output and errors; 3 an archive of /out and /job/code.
export PATH=/usr/sbin:/usr/bin HOME=/root LANG=C.UTF-8 TERM=linux
export NODE_COMPILE_CACHE=/run/node # so that only the first node is slow to start
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
mkdir -p /dev/pts /dev/shm /tmp /run /root /out
mount -t devpts -o ptmxmode=0666 pts /dev/pts
mount -t tmpfs tmp /tmp
mount -t tmpfs run /run
ln -sf /proc/self/fd /dev/fd
modprobe -aq virtio_pci virtio_console inet_diag tcp_diag udp_diag af_packet_diag unix_diag tun veth
cd /project || exit
mapfile -d '' -t env < /job/env
mapfile -d '' -t argv < /job/argv
env "${env[@]}" node "${argv[@]}" < /job/stdin 2> /dev/vport0p2 | cat > /dev/vport0p1
echo "${PIPESTATUS[0]}" > /job/code
tar -cf /dev/vport0p3 -C / job/code out
echo o > /proc/sysrq-trigger
sleep 60
