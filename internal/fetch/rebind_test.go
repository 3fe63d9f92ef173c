package fetch

import (
	"context"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"golang.org/x/net/dns/dnsmessage"

	"clipd/internal/clip"
)

// nameServer answers each question for an IPv4 address with the next of its
// answers, the last one again and again.
type nameServer struct {
	mu      sync.Mutex
	answers [][]string
}

// resolver asks s over a pipe, framed as over TCP.
func (s *nameServer) resolver() *net.Resolver {
	return &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) {
		client, server := net.Pipe()
		go s.serve(server)
		return client, nil
	}}
}

func (s *nameServer) serve(c net.Conn) {
	defer c.Close()
	for {
		var size uint16
		if binary.Read(c, binary.BigEndian, &size) != nil {
			return
		}
		question := make([]byte, size)
		if _, err := io.ReadFull(c, question); err != nil {
			return
		}
		answer := s.answer(question)
		_, _ = c.Write(append(binary.BigEndian.AppendUint16(nil, uint16(len(answer))), answer...))
	}
}

func (s *nameServer) answer(question []byte) []byte {
	var m dnsmessage.Message
	if err := m.Unpack(question); err != nil || len(m.Questions) != 1 {
		return nil
	}
	q := m.Questions[0]
	m.Response, m.Additionals = true, nil
	if q.Type == dnsmessage.TypeA {
		s.mu.Lock()
		defer s.mu.Unlock()
		for _, a := range s.answers[0] {
			m.Answers = append(m.Answers, dnsmessage.Resource{
				Header: dnsmessage.ResourceHeader{Name: q.Name, Class: dnsmessage.ClassINET},
				Body:   &dnsmessage.AResource{A: netip.MustParseAddr(a).As4()},
			})
		}
		if len(s.answers) > 1 {
			s.answers = s.answers[1:]
		}
	}
	b, err := m.Pack()
	if err != nil {
		return nil
	}
	return b
}

// A name is judged by the address that is connected to, each time anew.
func TestResolvedNames(t *testing.T) {
	for name, c := range map[string]struct {
		answers [][]string
		second  bool // the first connection is fine
	}{
		"private":            {answers: [][]string{{"10.0.0.1"}}},
		"all of many":        {answers: [][]string{{"192.168.0.1", "169.254.169.254", "0.0.0.0"}}},
		"rebinding":          {answers: [][]string{{"127.0.0.1"}, {"127.0.0.2"}}, second: true},
		"rebinding metadata": {answers: [][]string{{"127.0.0.1"}, {"169.254.169.254"}}, second: true},
	} {
		t.Run(name, func(t *testing.T) {
			reached := 0
			url := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				reached++
				w.Header().Set("Connection", "close")
				http.Redirect(w, r, "/again.mp4", http.StatusFound)
			}))
			// 127.0.0.1 stands for a public address.
			client := &Client{AllowNetworks: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}}
			client.resolver = (&nameServer{answers: c.answers}).resolver()
			err := client.Download(t.Context(), strings.Replace(url, "127.0.0.1", "talks.example", 1), filepath.Join(t.TempDir(), "x"), nil)
			if clip.CodeOf(err) != clip.Invalid || !strings.Contains(err.Error(), "not a public address") {
				t.Errorf("got %v", err)
			}
			if (reached == 1) != c.second || reached > 1 {
				t.Errorf("the server was reached %d times", reached)
			}
		})
	}
}

// Of a name's addresses only the public ones are connected to.
func TestTransportPassesOver(t *testing.T) {
	url := serve(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTeapot) }))
	client := &Client{AllowNetworks: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}}
	client.resolver = (&nameServer{answers: [][]string{{"10.0.0.1", "127.0.0.1"}}}).resolver()
	transport := client.Transport()
	defer transport.CloseIdleConnections()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, strings.Replace(url, "127.0.0.1", "talks.example", 1), nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := transport.RoundTrip(r)
	if err != nil || resp.StatusCode != http.StatusTeapot {
		t.Fatalf("%v, %v", resp, err)
	}
	resp.Body.Close()

	client.resolver = (&nameServer{answers: [][]string{{"10.0.0.1"}}}).resolver()
	_, err = client.Transport().RoundTrip(r)
	if refused, ok := errors.AsType[*AddressError](err); !ok || refused.Addr != netip.MustParseAddr("10.0.0.1") {
		t.Errorf("got %v", err)
	}
}
