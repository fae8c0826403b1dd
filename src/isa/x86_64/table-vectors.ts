// Rows of the instruction table for SSE to SSE4, AES, SHA, AVX, AVX2, FMA. A line says what operands instructions have (forms
// apart by `;`) and how they are encoded, with `@` for the opcode; the lines below it say which instructions these are, and the
// prefix and opcode that each has of its own: `pand=66.db`. A form with a register of 256 bits has that length in its VEX prefix.
// Facts, read from what llvm-mc makes of each form.

const SSE = `
xmm, xmm/m128 | 0f @ /r
  movaps=28 movapd=66.28 movupd=66.10 movups=10 movdqa=66.6f movdqu=f3.6f xorps=57 pxor=66.ef paddb=66.fc paddw=66.fd
  paddd=66.fe paddq=66.d4 psubb=66.f8 psubw=66.f9 psubd=66.fa psubq=66.fb pand=66.db pandn=66.df por=66.eb
  pcmpeqb=66.74 pcmpeqw=66.75 pcmpeqd=66.76 punpcklbw=66.60 punpcklwd=66.61 punpckldq=66.62 punpcklqdq=66.6c
  punpckhqdq=66.6d packuswb=66.67 pminub=66.da pmaxub=66.de andps=54 andnps=55 orps=56 xorpd=66.57 andpd=66.54
  orpd=66.56 addps=58 mulps=59 subps=5c divps=5e unpcklps=14 unpcklpd=66.14 paddusb=66.dc paddusw=66.dd paddsb=66.ec
  paddsw=66.ed psubusb=66.d8 psubusw=66.d9 psubsb=66.e8 psubsw=66.e9 pmullw=66.d5 pmulhw=66.e5 pmulhuw=66.e4
  pmuludq=66.f4 pmaddwd=66.f5 pavgb=66.e0 pavgw=66.e3 psadbw=66.f6 pcmpgtb=66.64 pcmpgtw=66.65 pcmpgtd=66.66
  pminsw=66.ea pmaxsw=66.ee punpckhbw=66.68 punpckhwd=66.69 punpckhdq=66.6a packsswb=66.63 packssdw=66.6b psllw=66.f1
  pslld=66.f2 psllq=66.f3 psrlw=66.d1 psrld=66.d2 psrlq=66.d3 psraw=66.e1 psrad=66.e2 unpckhps=15 unpckhpd=66.15
  andnpd=66.55 minps=5d maxps=5f sqrtps=51 addpd=66.58 mulpd=66.59 subpd=66.5c minpd=66.5d divpd=66.5e maxpd=66.5f
  sqrtpd=66.51 cvtdq2ps=5b cvtps2dq=66.5b cvttps2dq=f3.5b cvtpd2dq=f2.e6 cvttpd2dq=66.e6 cvtpd2ps=66.5a addsubpd=66.d0
  addsubps=f2.d0 haddpd=66.7c haddps=f2.7c hsubpd=66.7d hsubps=f2.7d movshdup=f3.16 movsldup=f3.12 rcpps=53 rsqrtps=52
xmm, xmm/m128 | 0f 38 @ /r
  pshufb=66.00 aesenc=66.dc aesenclast=66.dd aesdec=66.de aesdeclast=66.df aesimc=66.db pabsd=66.1e pmulld=66.40
  pminud=66.3b pmaxud=66.3f ptest=66.17 blendvpd=66.15 blendvps=66.14 gf2p8mulb=66.cf pabsb=66.1c pabsw=66.1d
  packusdw=66.2b pblendvb=66.10 pcmpeqq=66.29 pcmpgtq=66.37 phaddd=66.02 phaddsw=66.03 phaddw=66.01 phminposuw=66.41
  phsubd=66.06 phsubsw=66.07 phsubw=66.05 pmaddubsw=66.04 pmaxsb=66.3c pmaxsd=66.3d pmaxuw=66.3e pminsb=66.38
  pminsd=66.39 pminuw=66.3a pmuldq=66.28 pmulhrsw=66.0b psignb=66.08 psignd=66.0a psignw=66.09 sha1msg1=c9 sha1msg2=ca
  sha1nexte=c8 sha256msg1=cc sha256msg2=cd sha256rnds2=cb
xmm, xmm/m128, imm8 | 0f 3a @ /r ib
  aeskeygenassist=66.df pclmulqdq=66.44 palignr=66.0f blendpd=66.0d blendps=66.0c dppd=66.41 dpps=66.40
  gf2p8affineinvqb=66.cf gf2p8affineqb=66.ce mpsadbw=66.42 pblendw=66.0e pcmpestri=66.61 pcmpestrm=66.60
  pcmpistri=66.63 pcmpistrm=66.62 roundpd=66.09 roundps=66.08 sha1rnds4=cc
xmm, xmm/m64 | 0f @ /r
  movsd=f2.10 movq=f3.7e addsd=f2.58 mulsd=f2.59 subsd=f2.5c divsd=f2.5e sqrtsd=f2.51 ucomisd=66.2e comisd=66.2f
  cvtsd2ss=f2.5a minsd=f2.5d maxsd=f2.5f cvtdq2pd=f3.e6 cvtps2pd=5a movddup=f2.12
xmm, xmm/m32 | 0f @ /r
  movss=f3.10 addss=f3.58 mulss=f3.59 subss=f3.5c divss=f3.5e sqrtss=f3.51 ucomiss=2e comiss=2f cvtss2sd=f3.5a
  minss=f3.5d maxss=f3.5f rcpss=f3.53 rsqrtss=f3.52
m128, xmm | 0f @ /r
  movaps=29 movapd=66.29 movupd=66.11 movntdq=66.e7 movntps=2b movups=11 movdqa=66.7f movdqu=f3.7f movntpd=66.2b
m64, xmm | 0f @ /r
  movsd=f2.11 movlps=13 movhps=17 movlpd=66.13 movhpd=66.17 movq=66.d6 movntsd=f2.2b
xmm, xmm/m128, imm8 | 0f @ /r ib
  pshufd=66.70 shufps=c6 pshuflw=f2.70 pshufhw=f3.70 shufpd=66.c6 cmppd=66.c2 cmpps=c2
xmm, m64 | 0f @ /r
  movlps=12 movhps=16 movlpd=66.12 movhpd=66.16 cvtpi2pd=66.2a cvtpi2ps=2a
xmm, xmm/m64 | 0f 38 @ /r
  pmovsxbw=66.20 pmovsxdq=66.25 pmovsxwd=66.23 pmovzxbw=66.30 pmovzxdq=66.35 pmovzxwd=66.33
xmm, xmm/r | 0f @ /r
  movhlps=12 movlhps=16 maskmovdqu=66.f7 extrq=66.79 insertq=f2.79
xmm, xmm/m128 | 0f 3a @ /r
 
xmm, xmm/m32 | 0f 38 @ /r
  pmovsxbd=66.21 pmovsxwq=66.24 pmovzxbd=66.31 pmovzxwq=66.34
r32, xmm/r; r64, xmm/r | 0f @ /r
  pmovmskb=66.d7 movmskps=50 movmskpd=66.50
xmm, r/m32 | 0f @ /r
  movd=66.6e cvtsi2ss=f3.2a cvtsi2sd=f2.2a
xmm/r, imm8 | 0f @ /2 ib
  psrlw=66.71 psrld=66.72 psrlq=66.73
xmm/r, imm8 | 0f @ /6 ib
  psllw=66.71 pslld=66.72 psllq=66.73
m32, xmm | 0f @ /r
  movss=f3.11 movntss=f3.2b
r/r64, xmm | REX.W 0f @ /r
  movq=66.7e movd=66.7e
r32, xmm/m32 | 0f @ /r
  cvttss2si=f3.2c cvtss2si=f3.2d
r32, xmm/m64 | 0f @ /r
  cvttsd2si=f2.2c cvtsd2si=f2.2d
r64, xmm/m32 | REX.W 0f @ /r
  cvttss2si=f3.2c cvtss2si=f3.2d
r64, xmm/m64 | REX.W 0f @ /r
  cvttsd2si=f2.2c cvtsd2si=f2.2d
xmm, r/m64 | REX.W 0f @ /r
  cvtsi2ss=f3.2a cvtsi2sd=f2.2a
xmm, r/r64 | REX.W 0f @ /r
  movq=66.6e movd=66.6e
xmm, xmm/m16 | 0f 38 @ /r
  pmovsxbq=66.22 pmovzxbq=66.32
xmm, xmm/m32, imm8 | 0f 3a @ /r ib
  insertps=66.21 roundss=66.0a
xmm/r, imm8 | 0f @ /4 ib
  psraw=66.71 psrad=66.72
m16, xmm, imm8 | 0f 3a @ /r ib
  pextrw=66.15
r/m32, xmm | 0f @ /r
  movd=66.7e
r/m32, xmm, imm8 | 0f 3a @ /r ib
  pextrd=66.16
r/m64, xmm, imm8 | REX.W 0f 3a @ /r ib
  pextrq=66.16
r/r32, xmm, imm8; r/r64, xmm, imm8 | 0f 3a @ /r ib
  pextrb=66.14
r/r32, xmm, imm8; r/r64, xmm, imm8; m32, xmm, imm8 | 0f 3a @ /r ib
  extractps=66.17
r32, xmm/r, imm8; r64, xmm/r, imm8 | 0f @ /r ib
  pextrw=66.c5
xmm, m128 | 0f 38 @ /r
  movntdqa=66.2a
xmm, m128 | 0f @ /r
  lddqu=f2.f0
xmm, r/m32, imm8 | 0f 3a @ /r ib
  pinsrd=66.22
xmm, r/m64, imm8 | REX.W 0f 3a @ /r ib
  pinsrq=66.22
xmm, r/r32, imm8; xmm, r/r64, imm8; xmm, m16, imm8 | 0f @ /r ib
  pinsrw=66.c4
xmm, r/r32, imm8; xmm, r/r64, imm8; xmm, m8, imm8 | 0f 3a @ /r ib
  pinsrb=66.20
xmm, xmm/m32, imm8 | 0f @ /r ib
  cmpss=f3.c2
xmm, xmm/m64, imm8 | 0f 3a @ /r ib
  roundsd=66.0b
xmm, xmm/m64, imm8 | 0f @ /r ib
  cmpsd=f2.c2
xmm, xmm/r | 0f 38 @ /r
  loadiwkey=f3.dc
xmm/r, imm8 | 0f @ /3 ib
  psrldq=66.73
xmm/r, imm8 | 0f @ /7 ib
  pslldq=66.73
xmm, xmm/m128, xmm0 | 0f 38 @ /r
  pblendvb=66.10 blendvps=66.14 blendvpd=66.15 sha256rnds2=cb
`;

const AVX = `
xmm, xmmv, xmm/m128; ymm, ymmv, ymm/m256 | VEX 0f @ /r
  vaddpd=66.58 vaddps=58 vaddsubpd=66.d0 vaddsubps=f2.d0 vandnpd=66.55 vandnps=55 vandpd=66.54 vandps=54 vdivpd=66.5e
  vdivps=5e vhaddpd=66.7c vhaddps=f2.7c vhsubpd=66.7d vhsubps=f2.7d vmaxpd=66.5f vmaxps=5f vminpd=66.5d vminps=5d
  vmulpd=66.59 vmulps=59 vorpd=66.56 vorps=56 vpackssdw=66.6b vpacksswb=66.63 vpackuswb=66.67 vpaddb=66.fc
  vpaddd=66.fe vpaddq=66.d4 vpaddsb=66.ec vpaddsw=66.ed vpaddusb=66.dc vpaddusw=66.dd vpaddw=66.fd vpand=66.db
  vpandn=66.df vpavgb=66.e0 vpavgw=66.e3 vpcmpeqb=66.74 vpcmpeqd=66.76 vpcmpeqw=66.75 vpcmpgtb=66.64 vpcmpgtd=66.66
  vpcmpgtw=66.65 vpmaddwd=66.f5 vpmaxsw=66.ee vpmaxub=66.de vpminsw=66.ea vpminub=66.da vpmulhuw=66.e4 vpmulhw=66.e5
  vpmullw=66.d5 vpmuludq=66.f4 vpor=66.eb vpsadbw=66.f6 vpsubb=66.f8 vpsubd=66.fa vpsubq=66.fb vpsubsb=66.e8
  vpsubsw=66.e9 vpsubusb=66.d8 vpsubusw=66.d9 vpsubw=66.f9 vpunpckhbw=66.68 vpunpckhdq=66.6a vpunpckhqdq=66.6d
  vpunpckhwd=66.69 vpunpcklbw=66.60 vpunpckldq=66.62 vpunpcklqdq=66.6c vpunpcklwd=66.61 vpxor=66.ef vsubpd=66.5c
  vsubps=5c vunpckhpd=66.15 vunpckhps=15 vunpcklpd=66.14 vunpcklps=14 vxorpd=66.57 vxorps=57
xmm, xmmv, xmm/m128; ymm, ymmv, ymm/m256 | VEX 0f 38 @ /r
  vphaddw=66.01 vphaddd=66.02 vphsubw=66.05 vphsubd=66.06
  vaesdec=66.de vaesdeclast=66.df vaesenc=66.dc vaesenclast=66.dd vfmadd132ps=66.98 vfmadd213ps=66.a8
  vfmadd231ps=66.b8 vfmaddsub132ps=66.96 vfmaddsub213ps=66.a6 vfmaddsub231ps=66.b6 vfmsub132ps=66.9a vfmsub213ps=66.aa
  vfmsub231ps=66.ba vfmsubadd132ps=66.97 vfmsubadd213ps=66.a7 vfmsubadd231ps=66.b7 vfnmadd132ps=66.9c
  vfnmadd213ps=66.ac vfnmadd231ps=66.bc vfnmsub132ps=66.9e vfnmsub213ps=66.ae vfnmsub231ps=66.be vgf2p8mulb=66.cf
  vpackusdw=66.2b vpcmpeqq=66.29 vpcmpgtq=66.37 vpermilpd=66.0d vpermilps=66.0c vphaddsw=66.03 vphsubsw=66.07
  vpmaddubsw=66.04 vpmaxsb=66.3c vpmaxsd=66.3d vpmaxud=66.3f vpmaxuw=66.3e vpminsb=66.38 vpminsd=66.39 vpminud=66.3b
  vpminuw=66.3a vpmuldq=66.28 vpmulhrsw=66.0b vpmulld=66.40 vpshufb=66.00 vpsignb=66.08 vpsignd=66.0a vpsignw=66.09
  vpsllvd=66.47 vpsravd=66.46 vpsrlvd=66.45
xmm, xmmv, xmm/m128; ymm, ymmv, ymm/m256 | VEX REX.W 0f 38 @ /r
  vfmadd132pd=66.98 vfmadd213pd=66.a8 vfmadd231pd=66.b8 vfmaddsub132pd=66.96 vfmaddsub213pd=66.a6 vfmaddsub231pd=66.b6
  vfmsub132pd=66.9a vfmsub213pd=66.aa vfmsub231pd=66.ba vfmsubadd132pd=66.97 vfmsubadd213pd=66.a7 vfmsubadd231pd=66.b7
  vfnmadd132pd=66.9c vfnmadd213pd=66.ac vfnmadd231pd=66.bc vfnmsub132pd=66.9e vfnmsub213pd=66.ae vfnmsub231pd=66.be
  vpsllvq=66.47 vpsrlvq=66.45
xmm, xmm/m128; ymm, ymm/m256 | VEX 0f @ /r
  vcvtdq2ps=5b vcvtps2dq=66.5b vcvttps2dq=f3.5b vmovapd=66.28 vmovaps=28 vmovdqa=66.6f vmovdqu=f3.6f vmovshdup=f3.16
  vmovsldup=f3.12 vmovupd=66.10 vmovups=10 vrcpps=53 vrsqrtps=52 vsqrtpd=66.51 vsqrtps=51
xmm, xmmv, m128, xmms; ymm, ymmv, m256, ymms | VEX 0f 3a @ /r is4
  vfmaddpd=66.69 vfmaddps=66.68 vfmaddsubpd=66.5d vfmaddsubps=66.5c vfmsubaddpd=66.5f vfmsubaddps=66.5e vfmsubpd=66.6d
  vfmsubps=66.6c vfnmaddpd=66.79 vfnmaddps=66.78 vfnmsubpd=66.7d vfnmsubps=66.7c
xmm, xmmv, xmm/m32 | VEX 0f 38 @ /r
  vfmadd132ss=66.99 vfmadd213ss=66.a9 vfmadd231ss=66.b9 vfmsub132ss=66.9b vfmsub213ss=66.ab vfmsub231ss=66.bb
  vfnmadd132ss=66.9d vfnmadd213ss=66.ad vfnmadd231ss=66.bd vfnmsub132ss=66.9f vfnmsub213ss=66.af vfnmsub231ss=66.bf
xmm, xmmv, xmm/m64 | VEX REX.W 0f 38 @ /r
  vfmadd132sd=66.99 vfmadd213sd=66.a9 vfmadd231sd=66.b9 vfmsub132sd=66.9b vfmsub213sd=66.ab vfmsub231sd=66.bb
  vfnmadd132sd=66.9d vfnmadd213sd=66.ad vfnmadd231sd=66.bd vfnmsub132sd=66.9f vfnmsub213sd=66.af vfnmsub231sd=66.bf
xmm, xmmv, xmms, xmm/m128; ymm, ymmv, ymms, ymm/m256 | VEX REX.W 0f 3a @ /r is4
  vfmaddpd=66.69 vfmaddps=66.68 vfmaddsubpd=66.5d vfmaddsubps=66.5c vfmsubaddpd=66.5f vfmsubaddps=66.5e vfmsubpd=66.6d
  vfmsubps=66.6c vfnmaddpd=66.79 vfnmaddps=66.78 vfnmsubpd=66.7d vfnmsubps=66.7c
xmm, xmmv, xmm/m32 | VEX 0f @ /r
  vaddss=f3.58 vcvtss2sd=f3.5a vdivss=f3.5e vmaxss=f3.5f vminss=f3.5d vmulss=f3.59 vrcpss=f3.53 vrsqrtss=f3.52
  vsqrtss=f3.51 vsubss=f3.5c
m128, xmm; m256, ymm | VEX 0f @ /r
  vmovapd=66.29 vmovaps=29 vmovdqa=66.7f vmovdqu=f3.7f vmovntdq=66.e7 vmovntpd=66.2b vmovntps=2b vmovupd=66.11
  vmovups=11
xmm, xmmv, xmm/m128, imm8; ymm, ymmv, ymm/m256, imm8 | VEX 0f 3a @ /r ib
  vblendpd=66.0d vblendps=66.0c vdpps=66.40 vmpsadbw=66.42 vpalignr=66.0f vpblendd=66.02 vpblendw=66.0e
  vpclmulqdq=66.44
xmm, xmmv, xmm/m128; ymm, ymmv, xmm/m128 | VEX 0f @ /r
  vpslld=66.f2 vpsllq=66.f3 vpsllw=66.f1 vpsrad=66.e2 vpsraw=66.e1 vpsrld=66.d2 vpsrlq=66.d3 vpsrlw=66.d1
xmm, xmmv, xmm/m64 | VEX 0f @ /r
  vaddsd=f2.58 vcvtsd2ss=f2.5a vdivsd=f2.5e vmaxsd=f2.5f vminsd=f2.5d vmulsd=f2.59 vsqrtsd=f2.51 vsubsd=f2.5c
xmm, xmm/m64; ymm, xmm/m128 | VEX 0f 38 @ /r
  vcvtph2ps=66.13 vpmovsxbw=66.20 vpmovsxdq=66.25 vpmovsxwd=66.23 vpmovzxbw=66.30 vpmovzxdq=66.35 vpmovzxwd=66.33
m64, xmm | VEX 0f @ /r
  vmovhpd=66.17 vmovhps=17 vmovlpd=66.13 vmovlps=13 vmovq=66.d6 vmovsd=f2.11
xmm, xmm/m128; ymm, ymm/m256 | VEX 0f 38 @ /r
  vpabsb=66.1c vpabsd=66.1e vpabsw=66.1d vptest=66.17 vtestpd=66.0f vtestps=66.0e
xmm, m128; ymm, m256 | VEX 0f 38 @ /r
  vmovntdqa=66.2a
xmm, xmm/m128, imm8 | VEX 0f 3a @ /r ib
  vaeskeygenassist=66.df vpcmpestri=66.61 vpcmpestrm=66.60 vpcmpistri=66.63 vpcmpistrm=66.62
xmm, xmm/m128, imm8; ymm, ymm/m256, imm8 | VEX 0f 3a @ /r ib
  vpermilpd=66.05 vpermilps=66.04 vroundpd=66.09 vroundps=66.08
xmm, xmm/m32; ymm, xmm/m64 | VEX 0f 38 @ /r
  vpmovsxbd=66.21 vpmovsxwq=66.24 vpmovzxbd=66.31 vpmovzxwq=66.34
xmm, xmmv, m32, xmms | VEX 0f 3a @ /r is4
  vfmaddss=66.6a vfmsubss=66.6e vfnmaddss=66.7a vfnmsubss=66.7e
xmm, xmmv, m64 | VEX 0f @ /r
  vmovhpd=66.16 vmovhps=16 vmovlpd=66.12 vmovlps=12
xmm, xmmv, m64, xmms | VEX 0f 3a @ /r is4
  vfmaddsd=66.6b vfmsubsd=66.6f vfnmaddsd=66.7b vfnmsubsd=66.7f
xmm, xmmv, xmm/m128, imm8; ymm, ymmv, ymm/m256, imm8 | VEX 0f @ /r ib
  vcmppd=66.c2 vcmpps=c2 vshufpd=66.c6 vshufps=c6
xmm, xmmv, xmm/m128; ymm, ymmv, ymm/m256 | VEX 0f 3a @ /r
 
xmm, xmmv, xmms, xmm/m32 | VEX REX.W 0f 3a @ /r is4
  vfmaddss=66.6a vfmsubss=66.6e vfnmaddss=66.7a vfnmsubss=66.7e
xmm, xmmv, xmms, xmm/m64 | VEX REX.W 0f 3a @ /r is4
  vfmaddsd=66.6b vfmsubsd=66.6f vfnmaddsd=66.7b vfnmsubsd=66.7f
m128, xmmv, xmm; m256, ymmv, ymm | VEX 0f 38 @ /r
  vmaskmovpd=66.2f vmaskmovps=66.2e vpmaskmovd=66.8e
r32, xmm/r; r32, ymm/r; r64, xmm/r; r64, ymm/r | VEX 0f @ /r
  vmovmskpd=66.50 vmovmskps=50 vpmovmskb=66.d7
xmm, xmm/m128, imm8; ymm, ymm/m256, imm8 | VEX 0f @ /r ib
  vpshufd=66.70 vpshufhw=f3.70 vpshuflw=f2.70
xmm, xmm/m128; xmm, ymm/m256 | VEX 0f @ /r
  vcvtpd2dq=f2.e6 vcvtpd2ps=66.5a vcvttpd2dq=66.e6
xmm, xmm/m64 | VEX 0f @ /r
  vcomisd=66.2f vmovq=f3.7e vucomisd=66.2e
xmm, xmmv, m128; ymm, ymmv, m256 | VEX 0f 38 @ /r
  vmaskmovpd=66.2d vmaskmovps=66.2c vpmaskmovd=66.8c
xmm, xmmv, xmm/m128, xmms; ymm, ymmv, ymm/m256, ymms | VEX 0f 3a @ /r is4
  vblendvpd=66.4b vblendvps=66.4a vpblendvb=66.4c
xmmv, xmm/r, imm8; ymmv, ymm/r, imm8 | VEX 0f @ /2 ib
  vpsrld=66.72 vpsrlq=66.73 vpsrlw=66.71
xmmv, xmm/r, imm8; ymmv, ymm/r, imm8 | VEX 0f @ /6 ib
  vpslld=66.72 vpsllq=66.73 vpsllw=66.71
r/r64, xmm | VEX REX.W 0f @ /r
  vmovd=66.7e vmovq=66.7e
r32, xmm/m32 | VEX 0f @ /r
  vcvtss2si=f3.2d vcvttss2si=f3.2c
r32, xmm/m64 | VEX 0f @ /r
  vcvtsd2si=f2.2d vcvttsd2si=f2.2c
r64, xmm/m32 | VEX REX.W 0f @ /r
  vcvtss2si=f3.2d vcvttss2si=f3.2c
r64, xmm/m64 | VEX REX.W 0f @ /r
  vcvtsd2si=f2.2d vcvttsd2si=f2.2c
xmm, r/r64 | VEX REX.W 0f @ /r
  vmovd=66.6e vmovq=66.6e
xmm, xmm/m128 | VEX 0f 38 @ /r
  vaesimc=66.db vphminposuw=66.41
xmm, xmm/m16; ymm, xmm/m32 | VEX 0f 38 @ /r
  vpmovsxbq=66.22 vpmovzxbq=66.32
xmm, xmm/m32 | VEX 0f @ /r
  vcomiss=2f vucomiss=2e
xmm, xmm/m32; ymm, xmm/m32 | VEX 0f 38 @ /r
  vbroadcastss=66.18 vpbroadcastd=66.58
xmm, xmm/m64; ymm, xmm/m128 | VEX 0f @ /r
  vcvtdq2pd=f3.e6 vcvtps2pd=5a
xmm, xmmv, r/m32 | VEX 0f @ /r
  vcvtsi2sd=f2.2a vcvtsi2ss=f3.2a
xmm, xmmv, r/m64 | VEX REX.W 0f @ /r
  vcvtsi2sd=f2.2a vcvtsi2ss=f3.2a
xmm, xmmv, xmm/m128, imm8 | VEX 0f 3a @ /r ib
  vdppd=66.41
xmm, xmmv, xmm/m128, imm8; ymm, ymmv, ymm/m256, imm8 | VEX REX.W 0f 3a @ /r ib
  vgf2p8affineinvqb=66.cf vgf2p8affineqb=66.ce
xmm, xmmv, xmm/m32, imm8 | VEX 0f 3a @ /r ib
  vinsertps=66.21 vroundss=66.0a
xmm, xmmv, xmm/r | VEX 0f @ /r
  vmovhlps=12 vmovlhps=16
xmm/m128, ymm, imm8 | VEX 0f 3a @ /r ib
  vextractf128=66.19 vextracti128=66.39
xmmv, xmm/r, imm8; ymmv, ymm/r, imm8 | VEX 0f @ /4 ib
  vpsrad=66.72 vpsraw=66.71
ymm, m128 | VEX 0f 38 @ /r
  vbroadcastf128=66.1a vbroadcasti128=66.5a
ymm, ymm/m256, imm8 | VEX REX.W 0f 3a @ /r ib
  vpermpd=66.01 vpermq=66.00
ymm, ymmv, xmm/m128, imm8 | VEX 0f 3a @ /r ib
  vinsertf128=66.18 vinserti128=66.38
ymm, ymmv, ymm/m256 | VEX 0f 38 @ /r
  vpermd=66.36 vpermps=66.16
ymm, ymmv, ymm/m256, imm8 | VEX 0f 3a @ /r ib
  vperm2f128=66.06 vperm2i128=66.46
m128, xmmv, xmm; m256, ymmv, ymm | VEX REX.W 0f 38 @ /r
  vpmaskmovq=66.8e
m16, xmm, imm8 | VEX 0f 3a @ /r ib
  vpextrw=66.15
m32, xmm | VEX 0f @ /r
  vmovss=f3.11
r/m32, xmm | VEX 0f @ /r
  vmovd=66.7e
r/m32, xmm, imm8 | VEX 0f 3a @ /r ib
  vpextrd=66.16
r/m64, xmm, imm8 | VEX REX.W 0f 3a @ /r ib
  vpextrq=66.16
r/r32, xmm, imm8; r/r64, xmm, imm8 | VEX 0f 3a @ /r ib
  vpextrb=66.14
r/r32, xmm, imm8; r/r64, xmm, imm8; m32, xmm, imm8 | VEX 0f 3a @ /r ib
  vextractps=66.17
r32, xmm/r, imm8; r64, xmm/r, imm8 | VEX 0f @ /r ib
  vpextrw=66.c5
xmm, m128; ymm, m256 | VEX 0f @ /r
  vlddqu=f2.f0
xmm, m32; xmm, xmmv, xmm/r | VEX 0f @ /r
  vmovss=f3.10
xmm, m64; xmm, xmmv, xmm/r | VEX 0f @ /r
  vmovsd=f2.10
xmm, r/m32 | VEX 0f @ /r
  vmovd=66.6e
xmm, xmm/m16; ymm, xmm/m16 | VEX 0f 38 @ /r
  vpbroadcastw=66.79
xmm, xmm/m64; ymm, xmm/m64 | VEX 0f 38 @ /r
  vpbroadcastq=66.59
xmm, xmm/m64; ymm, ymm/m256 | VEX 0f @ /r
  vmovddup=f2.12
xmm, xmm/m8; ymm, xmm/m8 | VEX 0f 38 @ /r
  vpbroadcastb=66.78
xmm, xmm/r | VEX 0f @ /r
  vmaskmovdqu=66.f7
xmm, xmmv, m128; ymm, ymmv, m256 | VEX REX.W 0f 38 @ /r
  vpmaskmovq=66.8c
xmm, xmmv, r/m32, imm8 | VEX 0f 3a @ /r ib
  vpinsrd=66.22
xmm, xmmv, r/m64, imm8 | VEX REX.W 0f 3a @ /r ib
  vpinsrq=66.22
xmm, xmmv, r/r32, imm8; xmm, xmmv, r/r64, imm8; xmm, xmmv, m16, imm8 | VEX 0f @ /r ib
  vpinsrw=66.c4
xmm, xmmv, r/r32, imm8; xmm, xmmv, r/r64, imm8; xmm, xmmv, m8, imm8 | VEX 0f 3a @ /r ib
  vpinsrb=66.20
xmm, xmmv, xmm/m32, imm8 | VEX 0f @ /r ib
  vcmpss=f3.c2
xmm, xmmv, xmm/m64, imm8 | VEX 0f 3a @ /r ib
  vroundsd=66.0b
xmm, xmmv, xmm/m64, imm8 | VEX 0f @ /r ib
  vcmpsd=f2.c2
xmmv, xmm/r, imm8; ymmv, ymm/r, imm8 | VEX 0f @ /3 ib
  vpsrldq=66.73
xmmv, xmm/r, imm8; ymmv, ymm/r, imm8 | VEX 0f @ /7 ib
  vpslldq=66.73
ymm, xmm/m64 | VEX 0f 38 @ /r
  vbroadcastsd=66.19
m32 | VEX 0f @ /2
  vldmxcsr=ae
m32 | VEX 0f @ /3
  vstmxcsr=ae
`;

function rowsOf(text: string): string[] {
  let forms: readonly string[] = [];
  let encoding = "";
  return text.split("\n").flatMap((line) => {
    if (line === "") return [];
    if (line.startsWith("  "))
      return line
        .trim()
        .split(" ")
        .flatMap((one) => forms.map((form) => row(form, encoding, one)));
    const [left = "", right = ""] = line.split(" | ");
    [forms, encoding] = [left.split("; "), right];
    return [];
  });
}

/** `one` is a name and what is its own, `pand=66.db`. */
function row(form: string, encoding: string, one: string): string {
  const [name = "", own = ""] = one.split("=");
  const codes = own.split(".");
  const [opcode] = codes.slice(-1);
  const lengthened = form.includes("ymm") ? encoding.replace("VEX", "VEX.256") : encoding;
  return `${name} ${form} | ${[
    ...codes.slice(0, -1),
    lengthened.replace(
      "@",
      (opcode ?? "").replace(/^c[bd]$/, (byte) => byte.toUpperCase()),
    ),
  ].join(" ")}`;
}

export const VECTOR_ROWS: readonly string[] = [
  ...rowsOf(SSE),
  ...rowsOf(AVX),
  "vcvtpd2psx xmm, xmm/m128 | 66 VEX 0f 5a /r att",
  "vcvtpd2psy xmm, ymm/m256 | 66 VEX.256 0f 5a /r att",
  "vcvtpd2dqx xmm, xmm/m128 | f2 VEX 0f e6 /r att",
  "vcvtpd2dqy xmm, ymm/m256 | f2 VEX.256 0f e6 /r att",
  "vcvttpd2dqx xmm, xmm/m128 | 66 VEX 0f e6 /r att",
  "vcvttpd2dqy xmm, ymm/m256 | 66 VEX.256 0f e6 /r att",
  "vzeroupper | VEX 0f 77",
  "vzeroall | VEX.256 0f 77",
];
