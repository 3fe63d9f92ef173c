package fetch

import (
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/idna"

	"clipd/internal/clip"
)

// CheckURL refuses, without a connection, an address that would never be
// fetched: one that is no http or https URL (with [Client.HTTPSOnly], no https
// URL), holds a user or password, names a port other than 80, 443 and those from
// 1024 on that browsers use too, or names its host by an address that is not
// public, or by a number that is no address in its usual form. What a name
// resolves to is looked at when a connection is made. Errors are a [*clip.Error]
// with the code Invalid, for whoever gave the URL.
func (c *Client) CheckURL(rawURL string) error {
	_, err := c.parse(rawURL)
	return err
}

func (c *Client) parse(rawURL string) (*url.URL, error) {
	u, err := url.Parse(rawURL)
	if err != nil || u.Scheme == "" {
		return nil, clip.Errorf(clip.Invalid, "", "this is not a web address such as https://example.org/talk.mp4")
	}
	return u, c.checkHop(u)
}

// shown is a URL as messages and logs have it: without user, password and query,
// which may be secrets.
func shown(u *url.URL) string {
	return (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path, RawPath: u.RawPath}).String()
}

// checkHop checks a URL and each that it redirects to.
func (c *Client) checkHop(u *url.URL) error {
	refuse := func(why string) error { return clip.Errorf(clip.Invalid, "", "%s %s", shown(u), why) }
	switch {
	case u.Scheme == "http" && c.HTTPSOnly:
		return refuse("is not encrypted: only https addresses are used")
	case u.Scheme != "http" && u.Scheme != "https":
		return refuse("cannot be used: only http and https addresses are")
	case u.User != nil:
		return refuse("holds a user name or a password; give an address without")
	case u.Hostname() == "":
		return refuse("names no host")
	case !usualPort(u.Port()):
		return refuse("names a port that is not for the web; use 443, 80 or one from 1024 on")
	}
	host, err := asciiHost(u.Hostname())
	if err != nil {
		return refuse("names a host that cannot be")
	}
	if oddNumber(host) {
		return refuse("names its host by an unusual number; write the address in the usual form")
	}
	if a, err := netip.ParseAddr(host); err == nil {
		switch {
		case a.Zone() != "":
			return refuse("names a network interface of its host; give an address without")
		case !c.allowed(a):
			return clip.Errorf(clip.Invalid, "", "%s is refused: %w", shown(u), &AddressError{a.Unmap()})
		}
	}
	return nil
}

// asciiHost maps a host as net/http does before it resolves it: wide digits, for
// example, become digits.
func asciiHost(host string) (string, error) {
	if !strings.ContainsFunc(host, func(r rune) bool { return r >= 0x80 }) {
		return host, nil
	}
	return idna.Lookup.ToASCII(host)
}

// usualPort tells whether a port may be connected to: 80, 443, and those from
// 1024 on that are not on the Fetch standard's list of bad ports, behind which
// other protocols than HTTP listen. "" is the scheme's own.
func usualPort(port string) bool {
	if port == "" {
		return true
	}
	n, err := strconv.ParseUint(port, 10, 16)
	if err != nil {
		return false
	}
	return n == 80 || n == 443 || n >= 1024 && !slices.Contains(badPorts(), n)
}

// badPorts are those of https://fetch.spec.whatwg.org/#port-blocking from 1024
// on.
func badPorts() []uint64 {
	return []uint64{1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080}
}
