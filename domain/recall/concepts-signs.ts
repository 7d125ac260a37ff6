// What on-call people speak of in two languages: how it hurts, and what is done about it. Read by concepts.ts, which says how.

/** `name < what it is a kind of: English words ; Korean words`; `_` joins the words of one expression. */
export const signs = `
latency: latency latencies lag lags lagging lagged delay delays delayed behind slow slower slowly slowness sluggish crawl crawling crawls response_time response_times p50 p90 p95 p99 p999 takes_long taking_long takes_forever forever long_time takes_too_long degraded_performance hang hangs hanging spinning spins spinner unresponsive_slow ; 지연 느림 느리 느려 느려졌 느립니다 응답시간 응답_시간 레이턴시 랙 늦게 늦어 늦습니다 늦은 오래_걸림 오래_걸리 오래_걸려 뒤처 뒤쳐 버벅
timeout < latency: timeout timeouts timed_out time_out etimedout deadline_exceeded deadline gateway_timeout 504 408 ; 타임아웃 타임_아웃 시간_초과 시간초과 시간이_초과 무응답 응답_없음 응답이_없
server_error: 5xx 500 502 503 http_500 http_502 http_503 internal_server_error bad_gateway service_unavailable ; 오백_에러 서버_오류 서버_에러 내부_오류
client_error: 4xx 400 404 not_found bad_request ; 잘못된_요청
rate_limit: 429 rate_limit rate_limited ratelimit throttle throttled throttling too_many_requests quota quotas limit_exceeded ; 쓰로틀링 스로틀링 요청_제한 호출_제한 한도 할당량 쿼터 한도_초과
failure: fail fails failed failing failure failures error errors erroring exception exceptions fault faulty broken break breaks breaking wrong problem problems issue issues trouble cannot unable unsuccessful does_not_work not_working doesn_t_work stopped_working bad ; 실패 오류 에러 장애 문제 예외 안됨 안돼 안되 안_됨 안_돼 안_되 안됩니다 불가 이상 고장 먹통 못함 못하 비정상
unavailable: down outage outages unavailable unreachable offline dead not_responding unresponsive no_response gone inaccessible cannot_reach is_down went_down host_down instance_down target_down ; 다운 중단 불능 접속_불가 접속불가 죽음 죽었 죽어 죽은 내려갔 내려감 응답하지_않 접근_불가 끊김 서비스_중단 셧다운 뻗었 뻗음
connection_refused < connection: refused econnrefused connection_refused ; 연결_거부 접속_거부 거부
connection_lost < connection: reset econnreset connection_reset broken_pipe epipe disconnected disconnect disconnects dropped connection_lost lost_connection hang_up ; 끊김 끊겼 끊어 끊기 연결_해제 연결이_끊
crash: crash crashes crashed crashing crashloop crashloopbackoff crash_loop segfault sigsegv core_dump killed terminated abort aborted exits exited died dies panicked ; 크래시 비정상_종료 강제_종료 죽었 종료됨 종료되 튕김 튕기 세그폴트
restart: restart restarts restarted restarting bounce bounced respawn recycle recycled relaunch keeps_restarting ; 재시작 재기동 리스타트 다시_시작
stuck: stuck freeze freezes frozen froze blocked blocking stall stalls stalled hung stopped not_progressing no_progress halted idle_in_transaction pending waiting ; 멈춤 멈춰 멈췄 멈추 먹통 정체 중지 블로킹 블록됨 대기_중 막힘 막혔 막혀 진행되지_않 행_걸림
full: full filling fill filled almost_full nearly_full out_of_space no_space no_space_left enospc exhausted exhaustion exhaust runs_out running_out ran_out low_space saturated saturation saturate at_capacity maxed capacity depleted used_up overflow 100_percent ; 가득 꽉 고갈 소진 부족 포화 여유_없음 한계 차오름 찼습니다 찼다 찼음 남지_않 임박 초과 모자라 넘침
high: high higher elevated increase increased increasing increases spike spikes spiking spiked surge surged surges rise rising rose jump jumped jumps climbing climbed exceeds exceeded above too_high abnormal growing grows grew growth peak ; 높음 높아 높은 급증 증가 폭증 상승 치솟 튐 튀는 튀었 스파이크 올라 급등 폭주 몰림 몰려 늘어
low: low lower decrease decreased dropped_to drop drops falling fell fall below decline declined too_low dip plunge plunged plummeted fewer ; 낮음 낮아 낮은 감소 급감 하락 떨어 떨어졌 줄어 저하
missing: missing absent absence no_data nodata lost loss_of lose disappeared empty vanished none not_received never_arrived did_not_arrive not_arriving not_delivered undelivered ; 없음 누락 유실 사라 사라짐 빠짐 빈 안_옴 안_와 오지_않 도착하지_않 미수신 미발송 전송되지_않 데이터_없음
duplicate: duplicate duplicates duplicated twice double doubled charged_twice double_charge ; 중복 두_번 두번 이중 이중결제 중복결제
stale: stale outdated old_data out_of_date not_updated not_refreshing not_updating freshness ; 오래된 갱신되지_않 최신이_아 갱신_안 옛날_데이터 반영되지_않 반영_안
corruption: corrupt corrupted corruption checksum inconsistent inconsistency mismatch invalid malformed integrity divergence diverged ; 손상 깨짐 깨졌 깨져 불일치 정합성 안_맞 맞지_않 틀어
parse_failure: parse parsing parser decode decoding encoding deserialize serialization unmarshal unexpected_token syntax syntax_error ; 파싱 디코딩 인코딩 역직렬화 직렬화 구문_오류 글자_깨짐
expiry: expire expires expired expiring expiry expiration renew renewal renewed not_renewed past_due validity ; 만료 갱신 유효기간 유효_기간 기한
denied: denied deny unauthorized unauthorised forbidden 401 403 permission permissions permission_denied access_denied not_authorized not_allowed rejected iam rbac policy_denied acl_denied ; 권한 거절 인가 접근_거부 권한_없음 거부됨 금지 허용되지_않
authentication: auth authentication authenticate oauth oidc saml sso ldap identity idp keycloak ; 인증 에스에스오 본인인증
login < authentication: login logins log_in logging_in logon signin sign_in sign-in sign_ins signing_in log_on ; 로그인 로그_인
logout: logout logged_out sign_out signed_out kicked_out ; 로그아웃 튕겨
signup: signup sign_up registration register registering onboarding ; 회원가입 가입 등록
user: user users customer customers client clients member members visitor visitors people ; 사용자 고객 유저 회원 이용자 손님
request: request requests call calls rps qps hits ; 요청 호출 리퀘스트
traffic: traffic load visits volume_of_requests concurrent concurrency peak_traffic flash_sale ; 트래픽 부하 접속자 동시접속 동시_접속 유입
attack: attack ddos bot bots scraper brute_force credential_stuffing intrusion malware suspicious ; 공격 디도스 봇 무차별 침입 악성 해킹 크롤러
payment: payment payments pay paying paid checkout checkouts charge charges charged billing billed card cards pg_provider stripe paypal toss psp acquirer authorization_of_card purchase purchases buy buying ; 결제 페이 카드 승인 과금 청구 카드사 간편결제 체크아웃 구매 지불
refund < payment: refund refunds refunded chargeback cancel_payment ; 환불 결제_취소 취소
order: order orders ordering cart carts basket ; 주문 장바구니 오더 카트
settlement: settlement settlements reconciliation reconcile payout payouts ledger accounting invoice invoices ; 정산 대사 회계 원장 송장 세금계산서 인보이스
stock: inventory stock warehouse sku oversell oversold sold_out ; 재고 창고 품절 입고
delivery_of_goods: shipping shipment delivery deliveries courier logistics dispatch tracking_number ; 배송 배달 택배 물류 출고 운송
price: price prices pricing discount coupon coupons promotion_code voucher ; 가격 할인 쿠폰 프로모션 요금
mail: email emails mail mails smtp mailbox mailer postfix ses sendgrid bounce_mail newsletter ; 메일 이메일 편지
sms: sms text_message text_messages twilio otp verification_code ; 문자 인증번호 문자메시지 알림톡
push_notification: push pushes notification notifications fcm apns ; 푸시 푸쉬 알림
file_upload: upload uploads uploaded uploading download downloads attachment attachments file files picture pictures photo photos avatar avatars thumbnail thumbnails ; 업로드 다운로드 첨부 파일 사진 썸네일 프로필_사진
video: video videos stream streaming live transcoding playback buffering ; 동영상 영상 스트리밍 재생 인코딩_작업 버퍼링 방송
search_feature: search searching searches search_results autocomplete ; 검색 자동완성 검색_결과
recommendation: recommendation recommendations recommend ranking_model ml model inference gpu prediction ; 추천 모델 추론 지피유 예측
report: report reports reporting analytics warehouse_query bigquery snowflake redshift statistics bi ; 리포트 보고서 통계 분석 집계
import_export: import imports imported export exports csv excel sync synchronisation synchronization syncing ingest ingestion ; 가져오기 내보내기 엑셀 동기화 연동 수집 적재
chat_feature: chat chats messenger websocket websockets realtime real_time ; 채팅 메신저 웹소켓 실시간
map_feature: gps location geo geocoding maps ; 지도 위치 지오
booking: booking bookings reservation reservations seat seats ticket tickets calendar ; 예약 예매 좌석 티켓 일정
account: account accounts profile profiles wallet balance points ; 계정 계좌 프로필 지갑 잔액 포인트 적립금
transfer: transfer transfers wire remittance withdrawal deposit bank banking ; 송금 이체 출금 입금 은행
health_check: healthcheck health_check probe probes liveness readiness heartbeat heartbeats keepalive ; 헬스체크 헬스_체크 상태_확인 상태확인 하트비트 프로브
retry: retry retries retried retrying retry_storm thundering_herd stampede backoff ; 재시도 리트라이 재시도_폭주
race: race race_condition concurrency_bug ordering_bug out_of_order ; 경쟁_상태 레이스 순서_뒤바뀜 순서가_바뀜
loop: loop infinite_loop recursion runaway stack_overflow endless ; 무한루프 무한_루프 반복 재귀 스택_오버플로
null_reference: null npe nullpointer nullpointerexception undefined none_type nil nil_pointer ; 널 널포인터
bug: bug bugs defect regression regressions ; 버그 결함 회귀
hotfix: hotfix patch patched fix fixed workaround ; 핫픽스 패치 수정 조치 우회
drain: drain drained draining cordon evacuate ; 드레인 비움 비웠 빼기 격리
upgrade: upgrade upgrades upgraded upgrading update updated version_bump ; 업그레이드 업데이트 버전업 버전_업
cleanup: cleanup clean_up purge purged delete deleted prune pruned retention truncate rotate rotated rotation ; 정리 삭제 비우기 보존기간 보존_기간 로테이션 지움 지웠
maintenance: maintenance planned_work maintenance_window ; 점검 유지보수 정기점검 작업_공지
`
