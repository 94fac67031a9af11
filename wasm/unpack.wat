;; Undoes the embedding of text.mjs at native speed: a loop over 20,000 characters in JavaScript that has just been loaded
;; takes ten times as long as compiling the module itself. The constants are those of text.mjs.
(module
  (memory (export "memory") 5)
  ;; Unpacks the characters at 0, up to the first byte that is 0, in place; returns how many bytes there are then. What has
  ;; to be taken off a character stands in a table behind the fourth page.
  (func (export "unpack") (result i32)
    (local $from i32)
    (local $to i32)
    (local $value i32)
    (loop $moved
      (i32.store8 offset=0x40000
        (i32.load8_u (local.get $from))
        (i32.sub
          (i32.load8_u (local.get $from))
          (i32.and (i32.sub (local.get $from) (i32.const 1)) (i32.const 0x7F))))
      (local.set $from (i32.add (local.get $from) (i32.const 1)))
      (br_if $moved (i32.lt_u (local.get $from) (i32.const 33))))
    (loop $next
      (if (local.tee $value (i32.load8_u (local.get $from)))
        (then
          (local.set $from (i32.add (local.get $from) (i32.const 1)))
          (if (i32.gt_u (local.get $value) (i32.const 0x7B))
            (then
              ;; `|`, `}` or `~`, and a character
              (local.set $value
                (i32.add
                  (i32.mul (i32.sub (local.get $value) (i32.const 0x7C)) (i32.const 0x5F))
                  (i32.load8_u (local.get $from))))
              (local.set $from (i32.add (local.get $from) (i32.const 1))))
            (else
              (local.set $value
                (i32.sub
                  (local.get $value)
                  (i32.load8_u offset=0x40000 (local.get $value))))))
          (i32.store8 (local.get $to) (local.get $value))
          (local.set $to (i32.add (local.get $to) (i32.const 1)))
          (br $next))))
    (local.get $to)))
