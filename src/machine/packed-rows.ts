// Rows, mostly of SSE and SSE2, that the decoder reads beside the instruction table's own, in its notation. The assembler does
// not have them: these are what compiled programs use, and forms that only a decoder tells apart. Opcodes: Intel SDM, volume 2.

export const PACKED_ROWS: readonly string[] = `
paddusb xmm, xmm/m | 66 0f dc /r
paddusw xmm, xmm/m | 66 0f dd /r
paddsb xmm, xmm/m | 66 0f ec /r
paddsw xmm, xmm/m | 66 0f ed /r
psubusb xmm, xmm/m | 66 0f d8 /r
psubusw xmm, xmm/m | 66 0f d9 /r
psubsb xmm, xmm/m | 66 0f e8 /r
psubsw xmm, xmm/m | 66 0f e9 /r
pmullw xmm, xmm/m | 66 0f d5 /r
pmulhw xmm, xmm/m | 66 0f e5 /r
pmulhuw xmm, xmm/m | 66 0f e4 /r
pmuludq xmm, xmm/m | 66 0f f4 /r
pmaddwd xmm, xmm/m | 66 0f f5 /r
pavgb xmm, xmm/m | 66 0f e0 /r
pavgw xmm, xmm/m | 66 0f e3 /r
psadbw xmm, xmm/m | 66 0f f6 /r
pcmpgtb xmm, xmm/m | 66 0f 64 /r
pcmpgtw xmm, xmm/m | 66 0f 65 /r
pcmpgtd xmm, xmm/m | 66 0f 66 /r
pminsw xmm, xmm/m | 66 0f ea /r
pmaxsw xmm, xmm/m | 66 0f ee /r
punpckhbw xmm, xmm/m | 66 0f 68 /r
punpckhwd xmm, xmm/m | 66 0f 69 /r
punpckhdq xmm, xmm/m | 66 0f 6a /r
packsswb xmm, xmm/m | 66 0f 63 /r
packssdw xmm, xmm/m | 66 0f 6b /r
psllw xmm, xmm/m | 66 0f f1 /r
pslld xmm, xmm/m | 66 0f f2 /r
psllq xmm, xmm/m | 66 0f f3 /r
psrlw xmm, xmm/m | 66 0f d1 /r
psrld xmm, xmm/m | 66 0f d2 /r
psrlq xmm, xmm/m | 66 0f d3 /r
psraw xmm, xmm/m | 66 0f e1 /r
psrad xmm, xmm/m | 66 0f e2 /r
psllw xmm/r, imm8 | 66 0f 71 /6 ib
pslld xmm/r, imm8 | 66 0f 72 /6 ib
psllq xmm/r, imm8 | 66 0f 73 /6 ib
psrlw xmm/r, imm8 | 66 0f 71 /2 ib
psrld xmm/r, imm8 | 66 0f 72 /2 ib
psrlq xmm/r, imm8 | 66 0f 73 /2 ib
psraw xmm/r, imm8 | 66 0f 71 /4 ib
psrad xmm/r, imm8 | 66 0f 72 /4 ib
pslldq xmm/r, imm8 | 66 0f 73 /7 ib
psrldq xmm/r, imm8 | 66 0f 73 /3 ib
pshuflw xmm, xmm/m, imm8 | f2 0f 70 /r ib
pshufhw xmm, xmm/m, imm8 | f3 0f 70 /r ib
pextrw r32, xmm/r, imm8 | 66 0f c5 /r ib
pinsrw xmm, r32, imm8 | 66 0f c4 /r ib
pinsrw xmm, m16, imm8 | 66 0f c4 /r ib
shufpd xmm, xmm/m, imm8 | 66 0f c6 /r ib
unpckhps xmm, xmm/m | 0f 15 /r
unpckhpd xmm, xmm/m | 66 0f 15 /r
movhlps xmm, xmm/r | 0f 12 /r
movlhps xmm, xmm/r | 0f 16 /r
movmskps r32, xmm/r | 0f 50 /r
movmskpd r32, xmm/r | 66 0f 50 /r
andnpd xmm, xmm/m | 66 0f 55 /r
movd xmm, r/m32 | 66 0f 6e /r
movq m64, xmm | 66 0f d6 /r
movq xmm/r, xmm | 66 0f d6 /r
movups xmm/r, xmm | 0f 11 /r
movaps xmm/r, xmm | 0f 29 /r
movdqa xmm/r, xmm | 66 0f 7f /r
movdqu xmm/r, xmm | f3 0f 7f /r
movss xmm/r, xmm | f3 0f 11 /r
movsd xmm/r, xmm | f2 0f 11 /r
movntpd m, xmm | 66 0f 2b /r
maskmovdqu xmm, xmm/r | 66 0f f7 /r
movq xmm, m64 | 66 REX.W 0f 6e /r
movq m64, xmm | 66 REX.W 0f 7e /r
addps xmm, xmm/m | 0f 58 /r
mulps xmm, xmm/m | 0f 59 /r
subps xmm, xmm/m | 0f 5c /r
minps xmm, xmm/m | 0f 5d /r
divps xmm, xmm/m | 0f 5e /r
maxps xmm, xmm/m | 0f 5f /r
sqrtps xmm, xmm/m | 0f 51 /r
cmpps xmm, xmm/m, imm8 | 0f c2 /r ib
addpd xmm, xmm/m | 66 0f 58 /r
mulpd xmm, xmm/m | 66 0f 59 /r
subpd xmm, xmm/m | 66 0f 5c /r
minpd xmm, xmm/m | 66 0f 5d /r
divpd xmm, xmm/m | 66 0f 5e /r
maxpd xmm, xmm/m | 66 0f 5f /r
sqrtpd xmm, xmm/m | 66 0f 51 /r
cmppd xmm, xmm/m, imm8 | 66 0f c2 /r ib
addss xmm, xmm/m | f3 0f 58 /r
mulss xmm, xmm/m | f3 0f 59 /r
subss xmm, xmm/m | f3 0f 5c /r
minss xmm, xmm/m | f3 0f 5d /r
divss xmm, xmm/m | f3 0f 5e /r
maxss xmm, xmm/m | f3 0f 5f /r
sqrtss xmm, xmm/m | f3 0f 51 /r
cmpss xmm, xmm/m, imm8 | f3 0f c2 /r ib
addsd xmm, xmm/m | f2 0f 58 /r
mulsd xmm, xmm/m | f2 0f 59 /r
subsd xmm, xmm/m | f2 0f 5c /r
minsd xmm, xmm/m | f2 0f 5d /r
divsd xmm, xmm/m | f2 0f 5e /r
maxsd xmm, xmm/m | f2 0f 5f /r
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
cvtdq2ps xmm, xmm/m | 0f 5b /r
cvtps2dq xmm, xmm/m | 66 0f 5b /r
cvttps2dq xmm, xmm/m | f3 0f 5b /r
cvtdq2pd xmm, xmm/m | f3 0f e6 /r
cvtpd2dq xmm, xmm/m | f2 0f e6 /r
cvttpd2dq xmm, xmm/m | 66 0f e6 /r
cvtps2pd xmm, xmm/m | 0f 5a /r
cvtpd2ps xmm, xmm/m | 66 0f 5a /r
pushfw | o16 9c
popfw | o16 9d
int1 | f1
lcall m48 | REX.W ff /3
lcall m48 | o16 ff /3
ljmp m48 | ff /5
ljmp m48 | o16 ff /5
lss r16, m | o16 0f b2 /r
lss r32, m | o32 0f b2 /r
lfs r16, m | o16 0f b4 /r
lfs r32, m | o32 0f b4 /r
lgs r16, m | o16 0f b5 /r
lgs r32, m | o32 0f b5 /r
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
