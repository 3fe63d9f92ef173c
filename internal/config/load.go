package config

import (
	"bytes"
	"encoding"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/url"
	"os"
	"reflect"
	"sort"
	"strconv"
	"strings"
	"time"

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
	if v.Kind() == reflect.Bool {
		b, err := strconv.ParseBool(value)
		if err != nil {
			return fmt.Errorf("%q is neither true nor false", value)
		}
		v.SetBool(b)
		return nil
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
	if c.LLMURL != "" {
		if err := checkURL("llm_url", c.LLMURL); err != nil {
			return err
		}
	}
	if c.ASRURL != "" {
		if err := checkURL("asr_url", c.ASRURL); err != nil {
			return err
		}
	}
	return c.checkService()
}

// checkService holds the settings of the service alone.
func (c *Config) checkService() error {
	if _, port, err := net.SplitHostPort(c.Addr); err != nil || port == "" {
		return fmt.Errorf("setting addr: %q is not HOST:PORT, such as 127.0.0.1:8080 or :8080", c.Addr)
	}
	if c.PublicURL != "" {
		if err := checkURL("public_url", c.PublicURL); err != nil {
			return err
		}
	}
	switch {
	case c.Slots < 0 || c.Slots > 256:
		return fmt.Errorf("setting slots: must be from 0 to 256, not %d", c.Slots)
	case c.RateLimit < 1 || c.WorkspaceRunning < 1 || c.WorkspaceWaiting < 1:
		return errors.New("settings rate_limit, workspace_running and workspace_waiting: must be over 0")
	case c.Grace < 0 || c.LinkLifetime < Duration(time.Minute):
		return errors.New("settings grace and link_lifetime: must be times, the latter a minute or more")
	case c.KeepSources <= 0 || c.KeepResults <= 0 || c.KeepJobs < c.KeepResults:
		return errors.New("settings keep_sources, keep_results and keep_jobs: must be over 0, and keep_jobs not under keep_results")
	case c.LogFormat != "text" && c.LogFormat != "json":
		return fmt.Errorf("setting log_format: must be text or json, not %q", c.LogFormat)
	}
	return nil
}

func checkURL(key, text string) error {
	u, err := url.Parse(text)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return fmt.Errorf("setting %s: %q is not an http or https URL", key, text)
	}
	return nil
}
