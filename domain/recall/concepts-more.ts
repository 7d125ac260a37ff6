// What on-call people speak of in two languages: more of the words of operations and of the trades that are operated. Read by
// concepts.ts, which says how.

/** `name: English words ; Korean words`; `_` joins the words of one expression. */
export const moreWords = `
execution_plan: execution_plan query_plan plan optimizer optimiser planner explain hint ; 실행_계획 플랜 옵티마이저 힌트
table_statistics: analyze statistics histogram cardinality stale_stats ; 통계_갱신 통계_정보 통계
licence: licence licences license licenses licensed seats_of_licence ; 라이선스 라이센스
grade: grade grades tier tiers level levels gold silver vip rank regular ; 등급 레벨 일반_등급
consent: consent terms agreement_of_terms privacy gdpr banner ; 동의 약관 개인정보 배너
reuse: reuse reused keep_alive keepalive persistent idle ; 재사용 유휴 지속_연결
ride: ride rides trip trips taxi dispatch_of_rides driver_app hailing ; 배차 운행 호출_택시 택시
position: position positions geo_index coordinates_of ; 위치 색인
remote_work: work_from_home home_office remote_work telecommute ; 재택 재택근무 원격_근무
garbage_pause: pause pauses pausing collections old_generation ; 일시_정지 일시_멈춤
tenant_isolation: another_tenant cross_tenant other_customer leaked exposed exposure leakage ; 유출 노출 다른_고객
runner: runner runners agent agents executor executors ; 러너 에이전트 실행기
prefix: prefix prefixes path paths key_prefix ; 프리픽스 접두사 경로
region_of_users: area areas district local_users provinces ; 지역 구역
abroad_route: detour detoured rerouted reroute bypassed_route ; 우회 경로_변경
quote_feed: quote quotes market_data feed feeds ticker ; 시세 피드
exchange_place: exchange bourse counterparty ; 거래소
render: render rendered rendering generate generated generation ; 생성 렌더링 만들어지
thermostat: thermostat thermostats heating boiler appliance ; 온도_조절기 보일러 가전
drm: drm widevine fairplay playready ; 디알엠
stall_playback: stall stalls freezes buffering_video ; 멈춤 끊김_재생
flush: flush flushed flushes checkpoint checkpointing ; 플러시 체크포인트 비우
aggregate: aggregate aggregated aggregator aggregation rollup ; 집계 합산
budget: budget budgets spend overspent spending cost costs ; 예산 비용 지출
greylist: greylist greylisting filter filters filtered filtering ; 필터 걸러
bounce_back: bounce_back undeliverable refused_mail rejected_mail ; 반송 수신_거부
follow_on: chain cascade cascading domino knock_on ; 연쇄 도미노
noisy_neighbour: noisy_neighbour noisy_neighbor contention starvation starved ; 경합 간섭 독점 자원_경쟁
warm_up: warm warmup warm_up cold cold_start cold_cache ; 예열 워밍업 콜드_스타트
hot_spot: hotspot hot_spot hot_key hot_partition skew skewed ; 핫스팟 핫키 쏠림 편중
batch_size: chunk chunks chunked batch_size page_size pagination ; 청크 분할 나누어 페이지네이션
ordering_of_boot: depends_on init_container startup_order bootstrapping ; 초기화 부트스트랩
sidecar_of_mesh: mesh service_mesh linkerd envoy_proxy ; 서비스_메시 메시
circuit: circuit_breaker breaker open_circuit fallback degraded degrade ; 서킷_브레이커 차단기 폴백 성능_저하
queue_full: buffer buffers ring_buffer backpressure ; 버퍼 배압
sampling: sample samples sampling trace traces tracing span spans ; 샘플링 트레이스 추적
alerting_rule: alertmanager alert_rule pagerduty opsgenie monitor monitors ; 알람_규칙 모니터
access_log: access_log audit audit_log history_of_access ; 접근_로그 감사 감사_로그
encryption: encrypt encrypted encryption decrypt decryption kms ; 암호화 복호화
bandwidth_cap: shaping traffic_shaping cap capped ; 상한_적용 속도_제한
mobile_network: lte 5g roaming sim ; 통신망 로밍 유심
payment_method: wallet_pay apple_pay google_pay bank_transfer virtual_account installment ; 가상계좌 무통장 할부 애플페이 삼성페이 간편_결제
receipt_of_sale: receipt receipts proof_of_purchase ; 영수증 현금영수증
cancellation: cancel cancels cancelled canceled cancellation void voided ; 취소 철회
subscription_end: churn unsubscribe unsubscribed ; 해지 구독_취소
verification: verify verified verification identity_check kyc captcha ; 검증 본인확인 인증_확인 캡차
password_reset: password_reset reset_password forgot_password ; 비밀번호_재설정 비밀번호_찾기
two_factor: two_factor 2fa mfa totp authenticator passkey ; 이중_인증 2차_인증 패스키
seller_payout: commission fee fees ; 수수료
parcel: parcel parcels box_of_goods pallet ; 소포 상자 팔레트
return_of_goods: return returns returned_goods exchange_of_goods ; 반품 교환
store_terminal: pos terminal terminals kiosk checkout_lane ; 포스 단말기 키오스크 계산대
restaurant: restaurant restaurants menu menus meal ; 음식점 식당 메뉴
patient_record: chart charts record_of_patient diagnosis ; 차트 진단
policyholder: policyholder premium premiums underwriting ; 보험료 계약자 심사
exam_result: score scores grading submission submissions ; 점수 채점 제출
ticket_gate: seat_map venue concert ; 공연 좌석표
weather: weather rain heat storm flood_of_water lightning ; 날씨 폭우 폭염 태풍 낙뢰 침수
earthquake: earthquake fire smoke evacuation ; 지진 화재 연기 대피
holiday_of_year: holiday holidays lunar_new_year thanksgiving christmas ; 연휴 명절 설날 추석 성탄절
date_rollover: rollover leap leap_day epoch y2038 end_of_year date_change ; 날짜_변경 윤년 윤일 해가_바뀌
negative: negative minus below_zero underflow ; 음수 마이너스
overflow_of_number: integer_overflow overflowed max_int sequence_exhausted id_exhausted ; 정수_초과 오버플로우 시퀀스_고갈
character: emoji unicode special_character umlaut mojibake garbled ; 이모지 특수문자 유니코드 글자_깨짐 깨진_글자
search_index_lag: reindexing index_rebuild rebuild rebuilt rebuilding ; 재색인 재구성 다시_만들
snapshot_restore: recover recovered recovery restored point_in_time ; 복구 복원 시점_복구
quarantine: quarantine isolate isolated isolation ; 격리 분리
approval: approve approved approval review_of_change ; 승인_절차 결재 검토
migration_of_data: moved move moving relocation relocated cutover cut_over ; 이전 이관 이사 컷오버
naming_conflict: collision collisions conflict conflicts clash ; 충돌 겹침
throughput: throughput qps_of tps per_second ; 처리량 초당
health_of_node: drained_node cordoned evicted_pod taint ; 노드_격리 테인트
shared_memory: shm semaphore semaphores ipc ; 세마포어 공유_메모리
`
