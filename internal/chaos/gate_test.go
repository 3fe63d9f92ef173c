package chaos

import (
	"io"
	"net"
	"sync"
	"testing"
)

// gate is an address before a server, which can be shut: then connections are
// refused and those that were made break.
type gate struct {
	t               testing.TB
	address, behind string

	mu       sync.Mutex
	listener net.Listener
	open     map[net.Conn]bool
	all      sync.WaitGroup
}

func newGate(t testing.TB, behind string) *gate {
	g := &gate{t: t, behind: behind, address: "127.0.0.1:0", open: map[net.Conn]bool{}}
	g.unlock()
	t.Cleanup(g.shut)
	return g
}

// unlock lets connections through, at the same address as before.
func (g *gate) unlock() {
	g.t.Helper()
	l, err := net.Listen("tcp", g.address)
	if err != nil {
		g.t.Fatal(err)
	}
	g.mu.Lock()
	g.listener, g.address = l, l.Addr().String()
	g.mu.Unlock()
	g.all.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			g.all.Go(func() { g.pass(c) })
		}
	})
}

func (g *gate) pass(c net.Conn) {
	defer c.Close()
	s, err := net.Dial("tcp", g.behind)
	if err != nil {
		return
	}
	defer s.Close()
	g.mu.Lock()
	g.open[c] = true
	g.mu.Unlock()
	defer func() {
		g.mu.Lock()
		delete(g.open, c)
		g.mu.Unlock()
	}()
	var both sync.WaitGroup
	both.Go(func() { _, _ = io.Copy(s, c); s.Close() })
	both.Go(func() { _, _ = io.Copy(c, s); c.Close() })
	both.Wait()
}

// shut refuses connections and breaks those that were made.
func (g *gate) shut() {
	g.mu.Lock()
	_ = g.listener.Close()
	for c := range g.open {
		_ = c.Close()
	}
	g.mu.Unlock()
	g.all.Wait()
}
