package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// deskKills is how often a desk is killed; what is larger is run by make kills.
var deskKills = 3

// killedActs are how many acts there are in a second meanwhile.
const killedActs = 50

// TestKillDesk kills a desk under acts, again and again: every act that was
// acknowledged is there, and one that was not, sent again under its key, is written
// once.
func TestKillDesk(t *testing.T) {
	if testing.Short() {
		t.Skip("it starts many programs")
	}
	store := filepath.Join(t.TempDir(), "a.db")
	t.Setenv("ASCRIBE_STORE", store)
	t.Setenv("ASCRIBE_CACHE", t.TempDir())
	must(t, "init")
	chance := rand.New(rand.NewPCG(18, 4))
	k := &killed{answers: map[int]string{}}
	for range deskKills {
		d, kill := startDesk(t, store)
		k.again(t, d)
		k.during(t, d, time.Duration(100+chance.IntN(900))*time.Millisecond, kill)
	}
	d, kill := startDesk(t, store)
	k.again(t, d)
	k.check(t, d)
	kill()
	must(t, "verify")
	t.Logf("%d acts, of which %d were not acknowledged at first", k.sent, k.repeated)
}

// killed is what was asked of desks that are killed.
type killed struct {
	mu       sync.Mutex
	sent     int
	answers  map[int]string // those that were acknowledged
	repeated int
}

// act adds an incident under a key.
func (k *killed) act(t *testing.T, d *deskRun, n int) {
	status, text := d.write(t, "/incidents", fmt.Sprintf(`{"id": "i%d", "title": "Incident %[1]d"}`, n), "Idempotency-Key", fmt.Sprint(n))
	k.mu.Lock()
	defer k.mu.Unlock()
	switch status {
	case http.StatusCreated:
		k.answers[n] = text
	case 0: // it was killed
	default:
		t.Errorf("act %d: %d, %s", n, status, text)
	}
}

// during acts for a while, and then has the desk killed, in the midst of it.
func (k *killed) during(t *testing.T, d *deskRun, while time.Duration, kill func()) {
	var all sync.WaitGroup
	tick := time.NewTicker(time.Second / killedActs)
	defer tick.Stop()
	end := time.After(while)
	dead := make(chan struct{})
	for {
		select {
		case <-tick.C:
			n := k.sent
			k.sent++
			all.Go(func() { k.act(t, d, n) })
			continue
		case <-end:
			go func() {
				kill()
				close(dead)
			}()
			end = nil
			continue
		case <-dead:
		}
		break
	}
	all.Wait()
}

// again sends what was not acknowledged.
func (k *killed) again(t *testing.T, d *deskRun) {
	for n := range k.sent {
		if k.answers[n] == "" {
			k.repeated++
			k.act(t, d, n)
		}
	}
}

// check looks for every act in the entry that its answer names.
func (k *killed) check(t *testing.T, d *deskRun) {
	entries := map[int64]int{}
	for n := range k.sent {
		var done struct{ Entry int64 }
		if err := json.Unmarshal([]byte(k.answers[n]), &done); err != nil {
			t.Errorf("act %d was never acknowledged", n)
			continue
		}
		if other, twice := entries[done.Entry]; twice {
			t.Errorf("acts %d and %d are both entry %d", other, n, done.Entry)
		}
		entries[done.Entry] = n
		answer, err := http.Get(fmt.Sprintf("%s/api/v1/ledger/%d", d.site, done.Entry))
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(answer.Body)
		answer.Body.Close()
		if err != nil || answer.StatusCode != 200 || !strings.Contains(string(text), fmt.Sprintf(`"i%d"`, n)) {
			t.Errorf("act %d is lost: entry %d is %d, %s", n, done.Entry, answer.StatusCode, text)
		}
	}
}

// startDesk starts the program itself, and is how it is killed.
func startDesk(t *testing.T, store string) (*deskRun, func()) {
	t.Helper()
	cmd := exec.Command("ascribe", "desk", "--store", store, "--who", "Anna", "--no-open", "--listen", "127.0.0.1:0")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var complaints said
	cmd.Stderr = &complaints
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	kill := sync.OnceFunc(func() {
		cmd.Process.Kill() //nolint:errcheck // it may have ended
		cmd.Wait()         //nolint:errcheck // it was killed
	})
	t.Cleanup(kill)
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if strings.Contains(lines.Text(), "for you alone") {
			text, err := os.ReadFile(deskFile(store))
			if err != nil {
				t.Fatal(err)
			}
			file := strings.Split(string(text), "\n")
			return &deskRun{site: file[0], token: file[1]}, kill
		}
	}
	t.Fatalf("the desk does not open: %s", complaints.String())
	return nil, nil
}
