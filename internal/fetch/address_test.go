package fetch

import (
	"net/netip"
	"testing"
)

func TestIsPublic(t *testing.T) {
	for addr, want := range map[string]bool{
		"93.184.216.34": true, "1.1.1.1": true, "2606:4700:4700::1111": true, "::ffff:1.1.1.1": true,
		"64:ff9b::101:101": true, "172.32.0.1": true, "100.128.0.1": true, "169.253.1.1": true,

		"127.0.0.1": false, "127.8.8.8": false, "0.0.0.0": false, "10.1.2.3": false, "172.16.0.1": false,
		"172.31.255.255": false, "192.168.1.1": false, "100.64.0.1": false, "100.100.100.200": false,
		"169.254.169.254": false, "168.63.129.16": false, "192.0.0.192": false, "192.0.2.1": false,
		"198.18.0.1": false, "224.0.0.1": false, "239.1.1.1": false, "240.0.0.1": false, "255.255.255.255": false,
		"::": false, "::1": false, "::ffff:127.0.0.1": false, "::ffff:10.0.0.1": false, "::127.0.0.1": false,
		"64:ff9b::7f00:1": false, "64:ff9b::a9fe:a9fe": false, "64:ff9b:1::1": false, "2002:7f00:1::": false,
		"2001:0:7f00:1::": false, "2001:db8::1": false, "fc00::1": false, "fd00:ec2::254": false,
		"fe80::1": false, "fe80::1%eth0": false, "fec0::1": false, "ff02::1": false, "100::1": false,
	} {
		if got := isPublic(netip.MustParseAddr(addr)); got != want {
			t.Errorf("isPublic(%s) = %v", addr, got)
		}
	}
}

func TestOddNumber(t *testing.T) {
	for host, want := range map[string]bool{
		"2130706433": true, "0x7f000001": true, "0x7F.1": true, "0177.0.0.1": true, "127.1": true, "127.0.0.0x1": true,
		"010.0.0.1": true, "256.1.1.1": true, "1.2.3.4.": true, "a.0x": true,
		"127.0.0.1": false, "::1": false, "fe80::1%eth0": false, "example.org": false, "4chan.org": false, "1.2.3.4.example": false, "0xa.com": false, "": false,
	} {
		if got := oddNumber(host); got != want {
			t.Errorf("oddNumber(%q) = %v", host, got)
		}
	}
}
