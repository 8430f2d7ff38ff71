# What Node cannot do itself, done for it: opens a TUN device and, on the same kernel, sockets whose
# bind() and connect() report their own errno. Perl, since it is on every Debian and needs no compiler.
#
# Standard input and output carry messages, each a 16-bit length and that many bytes: "P" and an IPv4
# packet, or "O" and words of text (an operation; its answer, in the order they were asked). It ends
# when its input does, and with it whatever it opened.
use strict;
use warnings;
use Errno qw(EINPROGRESS);
use Fcntl;
use Socket;

my ($device, $address) = @ARGV;    # "peer0" "10.9.0.1/16"
use constant { TUNSETIFF => 0x400454ca, IFF_TUN => 0x1, IFF_NO_PI => 0x1000 };

sysopen my $tun, '/dev/net/tun', O_RDWR | O_NONBLOCK or die "/dev/net/tun: $!\n";
my $request = pack 'a16 s x22', $device, IFF_TUN | IFF_NO_PI;
ioctl $tun, TUNSETIFF, $request or die "TUN device $device: $!\n";
for (['addr', 'add', $address, 'dev', $device], ['link', 'set', $device, 'up', 'txqueuelen', 10000]) {
    system('ip', @$_) == 0 or die "ip @$_ failed\n";
}

my $out = '';
my %listener;      # port => socket
my %connection;    # address of the peer => socket

sub say_to { $out .= pack 'n/a*', $_[0] }

# Hands over every packet that the kernel has sent, but for what is not TCP over IPv4.
sub drain {
    while (sysread $tun, my $packet, 65536) {
        say_to("P$packet") if unpack('C', $packet) >> 4 == 4 && unpack('x9 C', $packet) == 6;
    }
}

sub accept_all {
    for my $listener (values %listener) {
        while (my $peer = accept my $socket, $listener) {
            fcntl $socket, F_SETFL, O_NONBLOCK;
            $connection{ inet_ntoa((sockaddr_in $peer)[1]) } = $socket;
        }
    }
}

sub tcp_socket {
    my ($reuse) = @_;
    socket my $socket, PF_INET, SOCK_STREAM, 0 or die "socket: $!\n";
    fcntl $socket, F_SETFL, O_NONBLOCK;
    setsockopt $socket, SOL_SOCKET, SO_REUSEADDR, $reuse + 0;    # a number: a word would be taken as bytes
    return $socket;
}

sub set {
    my ($name, $value) = @_;
    sysopen my $file, "/proc/sys/net/$name", O_WRONLY or return $! + 0;
    return defined syswrite($file, $value) ? 0 : $! + 0;
}

# Each returns the words of its answer; the first is an errno, 0 for success.
my %operation = (
    sysctl => sub { my ($name, @value) = @_; return set($name, "@value") },
    listen => sub {
        my ($port) = @_;
        my $socket = tcp_socket(1);
        bind $socket, sockaddr_in($port, INADDR_ANY) or return $! + 0;
        listen $socket, 65535 or return $! + 0;
        $listener{$port} = $socket;
        return 0;
    },
    unlisten => sub { accept_all(); close delete $listener{ $_[0] }; return 0 },
    # bind errno, connect errno, local port. A source port of 0 lets the kernel choose from "only".
    connect => sub {
        my ($to, $port, $reuse, $source, $only) = @_;
        close delete $connection{$to} if $connection{$to};
        my $socket = tcp_socket($reuse);
        if ($source) {
            bind $socket, sockaddr_in($source, INADDR_ANY) or return $! + 0, 0, 0;
        }
        elsif (my $errno = set('ipv4/ip_local_port_range', "$only $only")) { return $errno, 0, 0 }
        my $errno = connect($socket, sockaddr_in($port, inet_aton($to))) ? 0 : $! + 0;
        $connection{$to} = $socket if $errno == 0 || $errno == EINPROGRESS;
        my $name = getsockname $socket;
        return 0, $errno, $name ? (sockaddr_in $name)[0] : 0;
    },
    write => sub {
        my ($peer, $bytes) = @_;
        accept_all();
        my $socket = $connection{$peer} or return 107;    # ENOTCONN
        return defined syswrite($socket, 'x' x $bytes) ? 0 : $! + 0;
    },
    # Reads what has arrived first: closing over unread data would send an RST (RFC 2525 2.17).
    close => sub {
        my ($peer) = @_;
        accept_all();
        my $socket = delete $connection{$peer} or return 107;
        1 while sysread $socket, my $ignored, 65536;
        close $socket;
        return 0;
    },
    settled => sub { drain(); return 0 },
);

say_to('O0');
my $in = '';
while (1) {
    while (length $out) {
        my $written = syswrite(STDOUT, $out) // exit 0;
        substr($out, 0, $written) = '';
    }
    my $ready = '';
    vec($ready, fileno STDIN, 1) = vec($ready, fileno $tun, 1) = 1;
    select $ready, undef, undef, undef;
    if (vec $ready, fileno STDIN, 1) {
        sysread(STDIN, $in, 65536, length $in) or exit 0;
        my $at = 0;
        while (length($in) - $at >= 2) {
            my $length = unpack "x$at n", $in;
            last if length($in) - $at < 2 + $length;
            my ($kind, $rest) = unpack "x$at x2 a1 a@{[$length - 1]}", $in;
            $at += 2 + $length;
            if ($kind eq 'P') { syswrite $tun, $rest }
            else {
                my ($name, @words) = split / /, $rest;
                say_to("O@{[$operation{$name}->(@words)]}");
            }
        }
        substr($in, 0, $at) = '';
    }
    drain();
}
