package api

import (
	"net/http"
	"strings"

	"clipd/internal/clip"
)

// maxKey is more than any key has; longer ones are not looked up.
const maxKey = 256

// authenticate tells who asks.
func (s *service) authenticate(r *http.Request) (Identity, error) {
	key, err := keyOf(r.Header)
	if err != nil {
		return Identity{}, err
	}
	who, err := s.Keys.Authenticate(r.Context(), key)
	if clip.CodeOf(err) == clip.Unauthorized {
		return Identity{}, errKey()
	}
	if err != nil {
		return Identity{}, err
	}
	exchangeOf(r.Context()).who = who
	return who, nil
}

func errKey() *clip.Error {
	return clip.Errorf(clip.Unauthorized, "", "the API key is not valid, or was revoked; ask who runs this service for one")
}

// keyOf finds the key in a request's header: X-Api-Key, else a bearer token.
func keyOf(h http.Header) (string, error) {
	given := h.Values("X-Api-Key")
	if len(given) == 0 {
		for _, v := range h.Values("Authorization") {
			scheme, token, _ := strings.Cut(v, " ")
			if !strings.EqualFold(scheme, "Bearer") {
				return "", clip.Errorf(clip.Unauthorized, "Authorization", "Authorization must be `Bearer KEY`")
			}
			given = append(given, strings.TrimSpace(token))
		}
	}
	switch {
	case len(given) == 0:
		return "", clip.Errorf(clip.Unauthorized, "", "an API key is needed: send it as X-Api-Key or as `Authorization: Bearer KEY`")
	case len(given) > 1:
		return "", clip.Errorf(clip.Unauthorized, "", "more than one API key was sent; send one")
	case given[0] == "" || len(given[0]) > maxKey:
		return "", errKey()
	}
	return given[0], nil
}
