;; Undoes the embedding of text.mjs at native speed: a loop over 20,000 characters in JavaScript that has just been loaded
;; takes ten times as long as compiling the module itself. The text arrives as UTF-8, where a character below 128 is one byte
;; and any other is two.
(module
  (memory (export "memory") 3)
  ;; Unpacks `length` bytes at 0 in place, taking `shift` off each; returns how many there are then.
  (func (export "unpack") (param $length i32) (param $shift i32) (result i32)
    (local $from i32)
    (local $to i32)
    (local $byte i32)
    (loop $next
      (local.set $byte (i32.load8_u (local.get $from)))
      (local.set $from (i32.add (local.get $from) (i32.const 1)))
      (if (i32.gt_u (local.get $byte) (i32.const 127))
        (then
          ;; the low 6 bits of the second byte, and above them those of the first
          (local.set $byte
            (i32.add
              (i32.shl (local.get $byte) (i32.const 6))
              (i32.and (i32.load8_u (local.get $from)) (i32.const 63))))
          (local.set $from (i32.add (local.get $from) (i32.const 1)))))
      (i32.store8 (local.get $to) (i32.sub (local.get $byte) (local.get $shift)))
      (local.set $to (i32.add (local.get $to) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $from) (local.get $length))))
    (local.get $to)))
