# reopen.pl PORT SERVER: connects from that port of 127.0.0.1 to port SERVER, waits until the server
# closes, closes, and connects again from the same port at once. Perl, since a millisecond must not
# end between close() and connect(), and it is on every Debian.
use strict;
use warnings;
use Socket;

my ($port, $server) = @ARGV;
my $to = sockaddr_in($server, INADDR_LOOPBACK);
$| = 1;

sub bound {
    socket my $socket, PF_INET, SOCK_STREAM, 0 or die "socket: $!\n";
    setsockopt $socket, SOL_SOCKET, SO_REUSEADDR, 1 or die "SO_REUSEADDR: $!\n";
    bind $socket, sockaddr_in($port, INADDR_LOOPBACK) or die "bind: $!\n";
    return $socket;
}

# The hundredths of a second since the machine was started: when they change, a millisecond begins.
sub hundredths {
    open my $file, '<', '/proc/uptime' or die "/proc/uptime: $!\n";
    return (split ' ', <$file>)[0];
}

my $first = bound();
connect $first, $to or die "connect: $!\n";
print "connected\n";
my $second = bound();
sysread $first, my $nothing, 1;

my $before = hundredths();
1 while hundredths() eq $before;
close $first;
connect $second, $to or die "connect again: $!\n";
print "connected again\n";
sysread $second, $nothing, 1;
