// Rows, mostly of SSE and SSE2, that the decoder reads beside the instruction table's own, in its notation. The assembler does
// not have them: these are what compiled programs use, and forms that only a decoder tells apart. Opcodes: Intel SDM, volume 2.

export const PACKED_ROWS: readonly string[] = `
pinsrw xmm, r32, imm8 | 66 0f c4 /r ib
pinsrw xmm, m16, imm8 | 66 0f c4 /r ib
movd xmm, r/m32 | 66 0f 6e /r
movq m64, xmm | 66 0f d6 /r
movq xmm/r, xmm | 66 0f d6 /r
movups xmm/r, xmm | 0f 11 /r
movaps xmm/r, xmm | 0f 29 /r
movdqa xmm/r, xmm | 66 0f 7f /r
movdqu xmm/r, xmm | f3 0f 7f /r
movss xmm/r, xmm | f3 0f 11 /r
movsd xmm/r, xmm | f2 0f 11 /r
movq xmm, m64 | 66 REX.W 0f 6e /r
movq m64, xmm | 66 REX.W 0f 7e /r
cmpps xmm, xmm/m, imm8 | 0f c2 /r ib
cmppd xmm, xmm/m, imm8 | 66 0f c2 /r ib
addss xmm, xmm/m | f3 0f 58 /r
mulss xmm, xmm/m | f3 0f 59 /r
subss xmm, xmm/m | f3 0f 5c /r
divss xmm, xmm/m | f3 0f 5e /r
sqrtss xmm, xmm/m | f3 0f 51 /r
cmpss xmm, xmm/m, imm8 | f3 0f c2 /r ib
addsd xmm, xmm/m | f2 0f 58 /r
mulsd xmm, xmm/m | f2 0f 59 /r
subsd xmm, xmm/m | f2 0f 5c /r
divsd xmm, xmm/m | f2 0f 5e /r
sqrtsd xmm, xmm/m | f2 0f 51 /r
cmpsd xmm, xmm/m, imm8 | f2 0f c2 /r ib
cvtsi2ss xmm, r/m32 | f3 0f 2a /r
cvttss2si r32, xmm/m | f3 0f 2c /r
cvtss2si r32, xmm/m | f3 0f 2d /r
cvtsi2ss xmm, r/m64 | f3 REX.W 0f 2a /r
cvttss2si r64, xmm/m | f3 REX.W 0f 2c /r
cvtss2si r64, xmm/m | f3 REX.W 0f 2d /r
cvtsi2sd xmm, r/m32 | f2 0f 2a /r
cvttsd2si r32, xmm/m | f2 0f 2c /r
cvtsd2si r32, xmm/m | f2 0f 2d /r
cvtsi2sd xmm, r/m64 | f2 REX.W 0f 2a /r
cvttsd2si r64, xmm/m | f2 REX.W 0f 2c /r
cvtsd2si r64, xmm/m | f2 REX.W 0f 2d /r
pushfw | o16 9c
popfw | o16 9d
int1 | f1
lcall m48 | REX.W ff /3
lcall m48 | o16 ff /3
ljmp m48 | ff /5
ljmp m48 | o16 ff /5
wbnoinvd | f3 0f 09
push fs | 0f a0
pop fs | 0f a1
push gs | 0f a8
pop gs | 0f a9
mov r16, sreg | o16 8c /r
mov r32, sreg | o32 8c /r
lar r64, r/m16 | REX.W 0f 02 /r
lar r32, m16 | o32 0f 02 /r
lsl r64, r/m16 | REX.W 0f 03 /r
lsl r32, m16 | o32 0f 03 /r
`
  .trim()
  .split("\n");
