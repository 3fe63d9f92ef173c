package fetch

import (
	"net/netip"
	"strings"
	"testing"

	"clipd/internal/clip"
)

// The tricks by which a URL is made to look harmless, or to mean something else
// to whoever checks it than to whoever uses it.
func TestCheckURL(t *testing.T) {
	const (
		number, private, user = "unusual number", "not a public address", "user name"
		scheme, port, noURL   = "only http", "names a port", "not a web address"
	)
	for raw, says := range map[string]string{
		"https://example.org/talk.mp4": "", "https://example.org:443/": "", "https://example.org:8443/a?b#c": "",
		"https://example.org:80/": "", "https://example.org./": "", "https://1.1.1.1/": "", "https://[2606:4700:4700::1111]/": "",
		"https://bücher.example/ä": "", "https://my_host.example/": "", "https://a.b-c.example:/": "", "HTTPS://EXAMPLE.ORG/": "",
		"https://4chan.example/": "", "https://192.168.1.1.example/": "",

		"https://2130706433/": number, "https://0x7f000001/": number, "https://0x7f.0.0.1/": number, "https://017700000001/": number,
		"https://0177.0.0.1/": number, "https://127.1/": number, "https://127.0.1/": number, "https://127.0.0.1./": number,
		"https://010.8.8.8/": number, "https://1.2.3.4.5/": number, "https://999.1.1.1/": number, "https://１２７.１/": number,
		"https://127.0.0.0x1/": number, "https://4294967297/": number, "https://00000000177.0.0.1/": number,

		"https://127.0.0.1/": private, "https://127.127.127.127/": private, "https://0.0.0.0/": private, "https://10.0.0.1/": private,
		"https://172.16.0.1/": private, "https://192.168.0.1/": private, "https://169.254.169.254/latest/meta-data/": private,
		"https://100.64.0.1/": private, "https://224.0.0.1/": private, "https://255.255.255.255/": private, "https://168.63.129.16/": private,
		"https://[::1]/": private, "https://[::]/": private, "https://[fe80::1]/": private, "https://[fc00::1]/": private,
		"https://[ff02::1]/": private, "https://[fd00:ec2::254]/": private, "https://[fec0::1]/": private,
		"https://[::ffff:127.0.0.1]/": private, "https://[::ffff:7f00:1]/": private, "https://[::ffff:0:127.0.0.1]/": private,
		"https://[::127.0.0.1]/": private, "https://[64:ff9b::10.0.0.1]/": private, "https://[64:ff9b:1::a9fe:a9fe]/": private,
		"https://[2002:7f00:1::]/": private, "https://[2002:a9fe:a9fe::1]/": private, "https://[2001:0:5ef5:79fd::1]/": private,
		"https://[2001:db8::1]/": private, "https://[100::1]/": private, "https://[5f00::1]/": private,
		"https://１２７.０.０.１/": private, "https://①②⑦.⓪.⓪.①/": private, "https://127。0。0。1/": private,
		"https://[fe80::1%25eth0]/": "network interface", "https://[2606:4700:4700::1111%25lo]/": "network interface",

		"https://me@example.org/": user, "https://me:pass@example.org/": user, "https://example.org@127.0.0.1/": user,
		"https://example.org:443@10.0.0.1/": user, "https://:@example.org/": user, "https://@example.org/": user,
		"https://example.org\\@127.0.0.1/": noURL, "https://example.org%2f@127.0.0.1/": user,

		"https://example.org:22/": port, "https://example.org:25/": port, "https://example.org:0/": port, "https://example.org:6667/": port,
		"https://example.org:2049/": port, "https://example.org:65536/": port, "https://example.org:99999999999/": port,
		"https://example.org:http/": noURL, "https://example.org:-1/": noURL,

		"http://example.org/": "only https", "file:///etc/passwd": scheme, "file://example.org/x": scheme, "ftp://example.org/x": scheme,
		"gopher://example.org/_x": scheme, "data:video/mp4;base64,AAAA": scheme, "javascript:alert(1)": scheme, "concat:a|b": scheme,
		"subfile,,start,0,end,9,,:/etc/passwd": noURL, "rtmp://example.org/x": scheme, "unix:///run/x.sock": scheme,
		"": noURL, "talk.mp4": noURL, "//example.org/x": noURL, "https:/example.org": "names no host", "https:example.org": "names no host",
		"https://": "names no host", "https://:443/": "names no host", " https://example.org/": noURL, "https://exa mple.org/": noURL,
		"https://example.org/\nHost:x": noURL, "https://127.0.0%2e1/": noURL, "https://[::1/": noURL, "https://[127.0.0.1]/": noURL,
		"https://xn--\u00fc/": "cannot be",
	} {
		err := (&Client{HTTPSOnly: true}).CheckURL(raw)
		switch {
		case says == "" && err != nil:
			t.Errorf("%q: %v", raw, err)
		case says != "" && (err == nil || clip.CodeOf(err) != clip.Invalid || !strings.Contains(err.Error(), says)):
			t.Errorf("%q: %v, want %q", raw, err, says)
		case err != nil && strings.Contains(err.Error(), "pass@"):
			t.Errorf("the password is told: %v", err)
		}
	}
}

func TestCheckURLAllowed(t *testing.T) {
	c := &Client{AllowNetworks: []netip.Prefix{netip.MustParsePrefix("10.1.0.0/16")}}
	for raw, fine := range map[string]bool{
		"http://10.1.2.3/": true, "http://[::ffff:10.1.2.3]:8080/": true, "http://10.2.0.1/": false, "http://127.0.0.1/": false,
	} {
		if err := c.CheckURL(raw); (err == nil) != fine {
			t.Errorf("%s: %v", raw, err)
		}
	}
}

// What is accepted never names an address that is not public.
func FuzzCheckURL(f *testing.F) {
	for _, s := range []string{"https://example.org:443/x?y#z", "https://127.0.0.1", "https://[::ffff:7f00:1]:80/", "https://a@b", "https://①.1/"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		c := &Client{}
		u, err := c.parse(raw)
		if err != nil {
			return
		}
		if u.User != nil || u.Hostname() == "" || u.Scheme != "http" && u.Scheme != "https" {
			t.Errorf("%q", raw)
		}
		if a, err := netip.ParseAddr(u.Hostname()); err == nil && !isPublic(a) {
			t.Errorf("%q", raw)
		}
	})
}
