package fetch

import (
	"net/netip"
	"slices"
	"strings"
)

// special are the networks that are not the public internet: the IANA IPv4 and
// IPv6 special-purpose registries, multicast, and addresses of cloud metadata
// services that lie outside of them.
func special() []netip.Prefix {
	var all []netip.Prefix
	for _, s := range []string{
		"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
		"192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24",
		"192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
		"224.0.0.0/4", "240.0.0.0/4",
		"168.63.129.16/32", // the platform of Azure
		"2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20",
	} {
		all = append(all, netip.MustParsePrefix(s))
	}
	return all
}

// isPublic tells whether an address belongs to the public internet. IPv4 inside
// IPv6 (mapped, and NAT64 by RFC 6052) is judged as IPv4.
func isPublic(a netip.Addr) bool {
	a = a.Unmap().WithZone("")
	if netip.MustParsePrefix("64:ff9b::/96").Contains(a) {
		b := a.As16()
		a = netip.AddrFrom4([4]byte(b[12:]))
	}
	if a.Is6() && !netip.MustParsePrefix("2000::/3").Contains(a) {
		return false
	}
	return !slices.ContainsFunc(special(), func(p netip.Prefix) bool { return p.Contains(a) })
}

// allowed tells whether an address may be connected to.
func (c *Client) allowed(a netip.Addr) bool {
	a = a.Unmap().WithZone("")
	return isPublic(a) || slices.ContainsFunc(c.AllowNetworks, func(p netip.Prefix) bool { return p.Contains(a) })
}

// oddNumber tells whether a host is a number that is no IP address in the usual
// form, like 2130706433, 0x7f.1 or 0177.0.0.1. Resolvers differ on what they
// mean. The test is WHATWG's "ends in a number".
func oddNumber(host string) bool {
	if _, err := netip.ParseAddr(host); err == nil {
		return false
	}
	labels := strings.Split(strings.TrimSuffix(host, "."), ".")
	last := strings.ToLower(labels[len(labels)-1])
	digits := "0123456789"
	if hex, ok := strings.CutPrefix(last, "0x"); ok {
		last, digits = hex, "0123456789abcdef"
		if hex == "" {
			return true
		}
	}
	return last != "" && strings.Trim(last, digits) == ""
}
