package timeline

// fate is what became of statements, by their record.
type fate map[uint32]struct {
	until  int32
	struck bool
}

// fates works out what the amendments up to a record come to. A withdrawal
// can only name what was written before it, so from the last to the first each
// is known to be struck or not when it is reached.
func fates(amendments []Amendment, record int64) fate {
	if len(amendments) == 0 {
		return nil
	}
	f := fate{}
	for i := len(amendments) - 1; i >= 0; i-- {
		a := &amendments[i]
		if a.Record > record || f[uint32(a.Record)].struck {
			continue
		}
		now, ok := f[uint32(a.Target)]
		if !ok {
			now.until = never
		}
		if a.Kind == Strikes {
			now.struck = true
		} else {
			now.until = min(now.until, int32(a.Day))
		}
		f[uint32(a.Target)] = now
	}
	return f
}

func (f fate) apply(c *claim) {
	now, ok := f[c.record]
	if !ok {
		return
	}
	c.until = now.until
	c.flags &^= struck
	if now.struck {
		c.flags |= struck
	}
}

// recordedBy gives the claims of an incident as they stood at a record, with
// the fates as of then.
func (x *Index) recordedBy(record int64, f fate, list, into []claim) []claim {
	for _, c := range list {
		if int64(c.record) > record {
			continue
		}
		c.until, c.flags = never, c.flags&^struck
		f.apply(&c)
		if s := &x.sources[c.source]; s.regrades != nil {
			c.regrade(s.at(record))
		}
		into = append(into, c)
	}
	return into
}
