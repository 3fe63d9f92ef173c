package app

import (
	"context"
	"errors"
	"fmt"
	"text/tabwriter"
	"time"

	"clipd/internal/clip"
	"clipd/internal/store"
)

type keysCommand struct {
	serviceFlags `embed:""`

	Create keysCreateCommand `cmd:"" help:"Make a key and print it, once, alone."`
	List   keysListCommand   `cmd:"" help:"List the keys; none is shown."`
	Revoke keysRevokeCommand `cmd:"" help:"End a key."`
	Secret keysSecretCommand `cmd:"" help:"Print the secret that signs the callbacks of a workspace."`
}

type keysCreateCommand struct {
	Workspace string `default:"default" placeholder:"W" help:"Workspace of the key; made where there is none (default)."`
	Name      string `placeholder:"N" help:"What the key is for."`
}

// Run makes a key.
func (c keysCreateCommand) Run(ctx context.Context, s *session) error {
	return withStore(ctx, s, func(st *store.Store) error {
		whole, err := createKey(ctx, st, c.Workspace, c.Name)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintln(s.Out, whole)
		return err
	})
}

type keysListCommand struct{}

// Run lists the keys.
func (keysListCommand) Run(ctx context.Context, s *session) error {
	return withStore(ctx, s, func(st *store.Store) error {
		keys, err := st.ListKeys(ctx)
		if err != nil {
			return err
		}
		w := tabwriter.NewWriter(s.Out, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "ID\tWORKSPACE\tNAME\tMADE\tSTATE")
		for _, k := range keys {
			state := "good"
			if !k.RevokedAt.IsZero() {
				state = "revoked " + k.RevokedAt.Format(time.DateOnly)
			}
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", k.ID, k.Workspace, k.Name, k.CreatedAt.Format(time.DateOnly), state)
		}
		return w.Flush()
	})
}

type keysRevokeCommand struct {
	ID string `arg:"" help:"The key, as 'clipd keys list' names it."`
}

// Run ends a key.
func (c keysRevokeCommand) Run(ctx context.Context, s *session) error {
	return withStore(ctx, s, func(st *store.Store) error { return st.RevokeKey(ctx, c.ID, time.Now()) })
}

type keysSecretCommand struct {
	Workspace string `default:"default" placeholder:"W" help:"The workspace (default)."`
}

// Run prints the secret that signs callbacks.
func (c keysSecretCommand) Run(ctx context.Context, s *session) error {
	return withStore(ctx, s, func(st *store.Store) error {
		workspaces, err := st.Workspaces(ctx)
		if err != nil {
			return err
		}
		for _, w := range workspaces {
			if w.Name == c.Workspace {
				_, err := fmt.Fprintln(s.Out, w.Secret)
				return err
			}
		}
		return clip.Errorf(clip.Invalid, "workspace", "there is no workspace %q; 'clipd keys create --workspace' makes one with its first key", c.Workspace)
	})
}

// withStore opens the database of the service.
func withStore(ctx context.Context, s *session, do func(*store.Store) error) error {
	url, err := s.config.Database()
	if err != nil {
		return err
	}
	st, err := store.Open(ctx, url)
	if err != nil {
		return err
	}
	return errors.Join(do(st), st.Close())
}
