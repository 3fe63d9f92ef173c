package models

import (
	"io/fs"
	"path/filepath"
	"sync"
	"time"
)

// Step is what is being done to a pack.
type Step string

// The steps.
const (
	Waiting     Step = "waiting" // for another process that pulls
	Downloading Step = "downloading"
	Preparing   Step = "preparing" // unpacking and building
	Ready       Step = "ready"
)

// Progress tells how far a pull or an addition is.
type Progress struct {
	Pack        string // "" while waiting
	About       string
	Step        Step
	Done, Total int64 // bytes of the step; Total is 0 where it is not known
}

// watch tells the bytes below a folder at intervals until stop is called, for
// pip does not say how far it is in a form that all its versions share.
func watch(dir string, every time.Duration, tell func(bytes int64)) (stop func()) {
	done := make(chan struct{})
	var running sync.WaitGroup
	running.Go(func() {
		ticker := time.NewTicker(every)
		defer ticker.Stop()
		for {
			select {
			case <-done:
				return
			case <-ticker.C:
				tell(folderBytes(dir))
			}
		}
	})
	return func() {
		close(done)
		running.Wait()
	}
}

// folderBytes counts what it can see: files come and go while it looks.
func folderBytes(dir string) (bytes int64) {
	_ = filepath.WalkDir(dir, func(_ string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return nil
		}
		if info, err := entry.Info(); err == nil {
			bytes += info.Size()
		}
		return nil
	})
	return bytes
}
