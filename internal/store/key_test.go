package store_test

import (
	"encoding/base64"
	"regexp"
	"strings"
	"testing"

	"clipd/internal/clip"
)

func TestKeys(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		ctx := t.Context()
		if n := must(w.CountKeys(ctx))(t); n != 0 {
			t.Errorf("%d keys at first", n)
		}
		k, text, err := w.CreateKey(ctx, w.ws.ID, "laptop", at(1))
		if err != nil {
			t.Fatal(err)
		}
		if !regexp.MustCompile(`^clipd_[0-9A-Za-z]{22}_[0-9A-Za-z]{43}$`).MatchString(text) {
			t.Errorf("the key is %q", text)
		}
		who, err := w.Authenticate(ctx, text)
		if err != nil || who.WorkspaceID != w.ws.ID || who.KeyID != k.ID {
			t.Errorf("got %+v, %v", who, err)
		}
		last := text[len(text)-1:]
		for _, wrong := range []string{
			"", "clipd_", "clipd__", "clipd", text[1:], text + "x", text[:len(text)-1], strings.ToUpper(text),
			strings.TrimSuffix(text, last) + map[bool]string{true: "b", false: "a"}[last == "a"],
			"clipd_" + strings.TrimPrefix(k.ID, "key_") + "_", "clipd_\x00_\x00", "clipd_\xff_x", strings.Repeat("clipd_a", 10_000),
		} {
			_, err := w.Authenticate(ctx, wrong)
			wantCode(t, err, clip.Unauthorized)
		}

		var dump string
		if err := w.DB().QueryRowContext(ctx, "SELECT id || name || hash FROM keys").Scan(&dump); err != nil {
			t.Fatal(err)
		}
		if secret := text[len(text)-43:]; strings.Contains(dump, secret) {
			t.Error("the secret is kept")
		}

		if err := w.RevokeKey(ctx, k.ID, at(9)); err != nil {
			t.Fatal(err)
		}
		_, err = w.Authenticate(ctx, text)
		wantCode(t, err, clip.Unauthorized)
		wantCode(t, w.RevokeKey(ctx, k.ID, at(10)), clip.NotFound)
		list := must(w.ListKeys(ctx))(t)
		if len(list) != 1 || list[0].Workspace != "default" || !list[0].CreatedAt.Equal(at(1)) || !list[0].RevokedAt.Equal(at(9)) {
			t.Errorf("the list is %+v", list)
		}
		if n := must(w.CountKeys(ctx))(t); n != 1 {
			t.Errorf("%d keys were made, want 1", n)
		}
	})
}

func TestWorkspaces(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		other := w.workspace("other")
		secret, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(other.Secret, "whsec_"))
		if err != nil || len(secret) != 32 || other.Secret == w.ws.Secret {
			t.Errorf("the secrets are %q and %q", other.Secret, w.ws.Secret)
		}
		if got := must(w.Workspace(t.Context(), other.ID))(t); got != other {
			t.Errorf("got %+v, want %+v", got, other)
		}
		_, err = w.Workspace(t.Context(), "ws_none")
		wantCode(t, err, clip.NotFound)
		if list := must(w.Workspaces(t.Context()))(t); len(list) != 2 || list[0] != w.ws || list[1] != other {
			t.Errorf("the list is %+v", list)
		}
	})
}
