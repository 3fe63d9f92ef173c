package config

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"
	"time"
)

// Duration is a time such as 90s, 30m or 6h.
type Duration time.Duration

// UnmarshalText reads a duration in Go's notation.
func (d *Duration) UnmarshalText(b []byte) error {
	v, err := time.ParseDuration(string(b))
	if err != nil {
		return fmt.Errorf("%q is not a duration such as 90s, 30m or 6h", b)
	}
	*d = Duration(v)
	return nil
}

// Bytes is a size such as 500MB or 10GiB.
type Bytes int64

// UnmarshalText reads a number of bytes, with or without a unit (decimal kB,
// MB, GB, TB or binary KiB, MiB, GiB, TiB).
func (n *Bytes) UnmarshalText(b []byte) error {
	s := strings.TrimSpace(string(b))
	digits := strings.TrimRight(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz ")
	v, err := strconv.ParseFloat(digits, 64)
	unit, ok := map[string]float64{
		"": 1, "b": 1, "kb": 1e3, "mb": 1e6, "gb": 1e9, "tb": 1e12,
		"kib": 1 << 10, "mib": 1 << 20, "gib": 1 << 30, "tib": 1 << 40,
	}[strings.ToLower(strings.TrimSpace(s[len(digits):]))]
	if err != nil || !ok || v < 0 || v*unit >= 1<<62 {
		return fmt.Errorf("%q is not a size such as 500MB or 10GiB", b)
	}
	*n = Bytes(v * unit)
	return nil
}

// UnmarshalText reads CIDR prefixes or single addresses, split by commas.
func (n *Networks) UnmarshalText(b []byte) error {
	*n = nil
	for s := range strings.SplitSeq(string(b), ",") {
		s = strings.TrimSpace(s)
		if s == "" {
			continue
		}
		p, err := netip.ParsePrefix(s)
		if addr, e := netip.ParseAddr(s); e == nil {
			p, err = netip.PrefixFrom(addr, addr.BitLen()), nil
		}
		if err != nil {
			return fmt.Errorf("%q is not a network such as 10.0.0.0/8", s)
		}
		*n = append(*n, p.Masked())
	}
	return nil
}
