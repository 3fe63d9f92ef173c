package fetch

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"syscall"
	"time"

	"clipd/internal/clip"
)

// Transport returns a new transport that connects to public addresses and those
// of [Client.AllowNetworks] only. It looks at the address of each connection,
// not at URLs: see [Client.CheckURL]. An address that it refuses is an error
// that is an [*AddressError]. It uses no proxy, and its idle connections are the
// caller's to close.
func (c *Client) Transport() *http.Transport {
	dialer := &net.Dialer{Timeout: c.patience(), Control: c.control, Resolver: c.resolver}
	return &http.Transport{
		DialContext:           dialer.DialContext,
		TLSHandshakeTimeout:   c.patience(),
		ResponseHeaderTimeout: c.patience(),
		IdleConnTimeout:       90 * time.Second,
		DisableCompression:    true,
		ForceAttemptHTTP2:     true,
	}
}

// AddressError is the refusal to connect to an address.
type AddressError struct{ Addr netip.Addr }

// Error names the address.
func (e *AddressError) Error() string { return fmt.Sprintf("%s is not a public address", e.Addr) }

// control is a [net.Dialer] hook. It sees the address that is about to be
// connected to, after name resolution.
func (c *Client) control(_, address string, _ syscall.RawConn) error {
	ap, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("address %q: %w", address, err)
	}
	if !c.allowed(ap.Addr()) {
		return &AddressError{ap.Addr().Unmap().WithZone("")}
	}
	return nil
}

func (c *Client) http() *http.Client {
	return &http.Client{
		Transport: c.Transport(),
		CheckRedirect: func(r *http.Request, via []*http.Request) error {
			if len(via) >= 10 {
				return clip.Errorf(clip.Unusable, "", "%s leads from one address to the next without end", shown(via[0].URL))
			}
			r.Header.Del("Referer") // it would hold the query of the first address
			return c.checkHop(r.URL)
		},
	}
}
