package config

import (
	"bytes"
	"encoding"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"reflect"
	"sort"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// Sources say where settings come from.
type Sources struct {
	File    string            // "" for the default one, which may be absent
	Home    string            // the user's home folder
	Environ []string          // as os.Environ gives it
	Flags   map[string]string // by key, only those that were given
}

// Load reads the settings. An error names the file, variable or flag at fault.
func Load(s Sources) (Config, error) {
	c := Default(s.Home)
	if err := c.readFile(s); err != nil {
		return c, err
	}
	for _, kv := range s.Environ {
		name, value, _ := strings.Cut(kv, "=")
		key, ok := strings.CutPrefix(name, "CLIPD_")
		if !ok || value == "" {
			continue
		}
		key = strings.ToLower(key)
		if _, ok := c.field(key); !ok {
			continue
		}
		if err := c.set(key, value); err != nil {
			return c, fmt.Errorf("environment variable %s: %w", name, err)
		}
	}
	keys := make([]string, 0, len(s.Flags))
	for key := range s.Flags {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	for _, key := range keys {
		if err := c.set(key, s.Flags[key]); err != nil {
			return c, fmt.Errorf("flag --%s: %w", strings.ReplaceAll(key, "_", "-"), err)
		}
	}
	return c, c.check()
}

func (c *Config) readFile(s Sources) error {
	file, named := s.File, s.File != ""
	if !named {
		file = DefaultFile(s.Home)
	}
	if file == "" {
		return nil
	}
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) && !named {
		return nil
	}
	if err != nil {
		return fmt.Errorf("settings file: %w", err)
	}
	dec := toml.NewDecoder(bytes.NewReader(text)).DisallowUnknownFields()
	err = dec.Decode(c)
	if strict, ok := errors.AsType[*toml.StrictMissingError](err); ok {
		unknown := strict.Errors[0]
		row, _ := unknown.Position()
		return fmt.Errorf("settings file %s, line %d: there is no setting %q", file, row, strings.Join(unknown.Key(), "."))
	}
	if bad, ok := errors.AsType[*toml.DecodeError](err); ok {
		row, _ := bad.Position()
		return fmt.Errorf("settings file %s, line %d: %w", file, row, bad)
	}
	if err != nil {
		return fmt.Errorf("settings file %s: %w", file, err)
	}
	return nil
}

// Keys returns the names of all settings, in the order of [Config].
func Keys() []string {
	var keys []string
	for f := range reflect.TypeFor[Config]().Fields() {
		keys = append(keys, f.Tag.Get("toml"))
	}
	return keys
}

func (c *Config) field(key string) (reflect.Value, bool) {
	for f, v := range reflect.ValueOf(c).Elem().Fields() {
		if f.Tag.Get("toml") == key {
			return v, true
		}
	}
	return reflect.Value{}, false
}

func (c *Config) set(key, value string) error {
	v, ok := c.field(key)
	if !ok {
		return fmt.Errorf("there is no setting %q", key)
	}
	if u, ok := v.Addr().Interface().(encoding.TextUnmarshaler); ok {
		return u.UnmarshalText([]byte(value))
	}
	if v.Kind() == reflect.Int {
		n, err := strconv.Atoi(value)
		if err != nil {
			return fmt.Errorf("%q is not a whole number", value)
		}
		v.SetInt(int64(n))
		return nil
	}
	v.SetString(value)
	return nil
}

func (c *Config) check() error {
	switch {
	case c.Data == "":
		return errors.New("setting data: must name a folder")
	case c.Threads < 1 || c.Threads > 256:
		return fmt.Errorf("setting threads: must be from 1 to 256, not %d", c.Threads)
	case c.Resolution < 144 || c.Resolution > 2160 || c.Resolution%2 != 0:
		return fmt.Errorf("setting resolution: must be an even number from 144 to 2160, not %d", c.Resolution)
	case c.MaxDuration <= 0 || c.MaxBytes <= 0 || c.MaxPixels <= 0:
		return errors.New("settings max_duration, max_bytes and max_pixels: must be over 0")
	}
	if c.ASRURL != "" {
		u, err := url.Parse(c.ASRURL)
		if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
			return fmt.Errorf("setting asr_url: %q is not an http or https URL", c.ASRURL)
		}
	}
	return nil
}
