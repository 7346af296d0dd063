package main

import (
	"fmt"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
)

// busy shows on a screen that something goes on, once it has taken more than a
// second, until the function that it returns is called.
func (e *environment) busy(what string) (stop func()) {
	return e.later(func(bars *mpb.Progress) (tick func(), end func()) {
		bar := bars.New(1, mpb.SpinnerStyle(),
			mpb.BarRemoveOnComplete(),
			mpb.PrependDecorators(decor.Name(what+" ")),
			mpb.AppendDecorators(decor.Elapsed(decor.ET_STYLE_GO)),
		)
		return func() {}, func() { bar.Abort(true) }
	})
}

// progress draws a bar on a screen for what takes more than a second, until
// the function that it returns is called. Elsewhere it draws nothing.
func (e *environment) progress(what string, at func() (done, total int64)) (stop func()) {
	return e.progressOfRows(what, at, nil)
}

// progressOfRows is progress which also says how many rows a second there are,
// by their number so far.
func (e *environment) progressOfRows(what string, at func() (done, total int64), rows func() int64) (stop func()) {
	began := time.Now()
	rate := decor.Any(func(decor.Statistics) string {
		if rows == nil {
			return ""
		}
		return fmt.Sprintf("%.0f rows/s ", float64(rows())/time.Since(began).Seconds())
	})
	return e.later(func(bars *mpb.Progress) (tick func(), end func()) {
		bar := bars.AddBar(0,
			mpb.BarRemoveOnComplete(),
			mpb.PrependDecorators(decor.Name(what+" ")),
			mpb.AppendDecorators(decor.NewPercentage("% d "), rate, decor.AverageETA(decor.ET_STYLE_GO)),
		)
		return func() {
			done, total := at()
			bar.SetTotal(max(total, 1), false)
			bar.SetCurrent(done)
		}, func() { bar.Abort(true) }
	})
}

// later begins to draw after a second, on a screen and nowhere else: draw adds
// a bar, and gives what moves it and what ends it.
func (e *environment) later(draw func(*mpb.Progress) (tick, end func())) (stop func()) {
	if !e.err.screen {
		return func() {}
	}
	quit, gone := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(gone)
		select {
		case <-quit:
			return
		case <-time.After(time.Second):
		}
		bars := mpb.New(mpb.WithOutput(e.err.Writer), mpb.WithWidth(40))
		move, end := draw(bars)
		tick := time.NewTicker(100 * time.Millisecond)
		defer tick.Stop()
		for {
			move()
			select {
			case <-quit:
				end()
				bars.Wait()
				return
			case <-tick.C:
			}
		}
	}()
	return func() {
		close(quit)
		<-gone
	}
}
