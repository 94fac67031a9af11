;; Undoes the embedding of text.mjs at native speed: a loop over 20,000 characters in JavaScript that has just been loaded
;; takes ten times as long as compiling the module itself. The constants are those of text.mjs.
(module
  (memory (export "memory") 3)
  ;; Unpacks `length` characters at 0 in place, taking `shift` off each value; returns how many bytes there are then.
  (func (export "unpack") (param $length i32) (param $shift i32) (result i32)
    (local $from i32)
    (local $to i32)
    (local $value i32)
    (loop $next
      (local.set $value (i32.load8_u (local.get $from)))
      (local.set $from (i32.add (local.get $from) (i32.const 1)))
      (if (i32.gt_u (local.get $value) (i32.const 0x7C))
        (then
          ;; `}` or `~`, and a character: which of the values that no single character stands for
          (local.set $value
            (i32.add
              (i32.mul (i32.sub (local.get $value) (i32.const 0x7D)) (i32.const 82))
              (i32.sub (i32.load8_u (local.get $from)) (i32.const 0x20))))
          (local.set $from (i32.add (local.get $from) (i32.const 1)))
          (if (i32.gt_u (local.get $value) (i32.const 31))
            (then (local.set $value (i32.add (local.get $value) (i32.const 93)))))))
      (i32.store8 (local.get $to) (i32.sub (local.get $value) (local.get $shift)))
      (local.set $to (i32.add (local.get $to) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $from) (local.get $length))))
    (local.get $to)))
